import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../api/queries';
import type { HealthAlertLine, HealthRecommendation } from '../../api/types';
import { Panel } from '../../parts/panel';
import { State } from '../../parts/states';
import { Since } from '../../time/since';
import { NextStep } from './next-step';

/** The worker's health: each finding with its next step. */
export function HealthPanel() {
  const health = useQuery(reads.health);
  return (
    <Panel title="Worker health" what="the worker’s health" query={health} actions={health.data ? <State value={health.data.alert_level} /> : null}>
      {(data) => data.alerts.length === 0
        ? <StatusIndicator type="success">Windows are kept, connectors deliver, alerts are answered.</StatusIndicator>
        : <SpaceBetween size="s">
          {data.alerts.map((alert, index) => <Finding key={`${alert.category} ${alert.message}`} alert={alert} step={data.recommendations[index]} />)}
        </SpaceBetween>}
    </Panel>
  );
}

function Finding({ alert, step }: { alert: HealthAlertLine; step: HealthRecommendation | undefined }) {
  return (
    <div className="line">
      <span className="breakable">
        <State value={alert.severity}>{alert.message}</State>{' '}
        <Box variant="small" color="text-body-secondary" display="inline"><Since at={alert.since} /></Box>
        {step ? <Box color="text-body-secondary" padding={{ left: 'l' }}>{step.text}</Box> : null}
      </span>
      {step ? <NextStep step={step} /> : null}
    </div>
  );
}
