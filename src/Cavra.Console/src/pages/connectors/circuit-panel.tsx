import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { BreakerChange, Connector } from '../../api/types';
import { Instant, Since } from '../../time/since';

/** What the circuit of a connector lets through now, and what it did lately. */
export function CircuitPanel({ connector, history }: { connector: Connector; history: readonly BreakerChange[] }) {
  const { breaker } = connector;
  return (
    <Container header={<Header variant="h2" description="It opens after 5 failures in a row, or when 70 % of at least 10 attempts of 5 minutes fail.">Circuit</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs columns={3} items={[
          { label: 'Now', value: stateOf(breaker) },
          { label: 'Failures in a row', value: String(breaker.consecutive_failures) },
          { label: 'Blocked until', value: breaker.blocked_until ? <><Instant at={breaker.blocked_until} />, <Since at={breaker.blocked_until} /></> : 'not blocked' },
        ]} />
        {history.length === 0
          ? <Box color="text-body-secondary">It never opened.</Box>
          : <ul className="lines">
            {history.map((change) => (
              <li key={`${change.occurred_at} ${change.change}`}><Change change={change} /></li>
            ))}
          </ul>}
      </SpaceBetween>
    </Container>
  );
}

function stateOf(breaker: Connector['breaker']) {
  switch (breaker.state) {
    case 'open':
      return <StatusIndicator type="error">open</StatusIndicator>;
    case 'half_open':
      return <StatusIndicator type="in-progress">{breaker.blocked_until ? 'half open, its probe is under way' : 'half open, the next delivery decides'}</StatusIndicator>;
    case 'closed':
      return <StatusIndicator type="success">closed</StatusIndicator>;
  }
}

function Change({ change }: { change: BreakerChange }) {
  const failures = `${change.consecutive_failures} ${change.consecutive_failures === 1 ? 'failure' : 'failures'} in a row`;
  switch (change.change) {
    case 'opened':
      return <><StatusIndicator type="error">opened</StatusIndicator> <Instant at={change.occurred_at} /> after {failures}, until <Instant at={change.blocked_until} /></>;
    case 'stayed_open':
      return <><StatusIndicator type="warning">its probe failed</StatusIndicator> <Instant at={change.occurred_at} /> after {failures}: open until <Instant at={change.blocked_until} /></>;
    case 'closed':
      return <><StatusIndicator type="success">closed</StatusIndicator> <Instant at={change.occurred_at} />, something got through after {failures}</>;
  }
}
