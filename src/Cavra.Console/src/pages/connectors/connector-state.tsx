import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Connector } from '../../api/types';
import { Since } from '../../time/since';

/** Whether things go through a connector now, and if not, why. */
export function ConnectorState({ connector }: { connector: Connector }) {
  const { breaker, pause } = connector;
  if (connector.problem) {
    return <StatusIndicator type="error">{connector.problem}</StatusIndicator>;
  }

  if (!connector.enabled) {
    return <StatusIndicator type="stopped">switched off</StatusIndicator>;
  }

  if (pause) {
    return <StatusIndicator type="stopped">paused by {pause.paused_by}, <Since at={pause.paused_at} /></StatusIndicator>;
  }

  if (connector.gone_since) {
    return <StatusIndicator type="error">its endpoint says it is gone, <Since at={connector.gone_since} /></StatusIndicator>;
  }

  switch (breaker.state) {
    case 'open':
      return <StatusIndicator type="error">circuit open{breaker.blocked_until ? <>, probe <Since at={breaker.blocked_until} /></> : null}</StatusIndicator>;
    case 'half_open':
      return <StatusIndicator type="in-progress">circuit half open, the next delivery decides</StatusIndicator>;
    case 'closed':
      return breaker.consecutive_failures > 0
        ? <StatusIndicator type="warning">{breaker.consecutive_failures} of {connector.failure_limit} failures in a row</StatusIndicator>
        : <StatusIndicator type="success">working</StatusIndicator>;
  }
}
