import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { HealthAlertLine, WorkerHealth } from '../../api/types';
import { Panel } from '../../parts/panel';
import { State } from '../../parts/states';
import { Since } from '../../time/since';

/** The worker's health: each finding with its next step. */
export function HealthPanel() {
  const health = useQuery({
    queryKey: ['worker-health'],
    queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/worker-health`, { signal })),
  });
  return (
    <Panel title="Worker health" what="the worker’s health" query={health} actions={health.data ? <State value={health.data.alert_level} /> : null}>
      {(data) => data.alerts.length === 0
        ? <Box color="text-body-secondary">Nothing to report: windows are kept, connectors deliver, alerts are answered.</Box>
        : <SpaceBetween size="s">{data.alerts.map((alert, index) => <Finding key={index} alert={alert} health={data} />)}</SpaceBetween>}
    </Panel>
  );
}

function Finding({ alert, health }: { alert: HealthAlertLine; health: WorkerHealth }) {
  const step = health.recommendations[health.alerts.indexOf(alert)];
  return (
    <div className="breakable">
      <State value={alert.severity}>{alert.message}</State>{' '}
      <Box variant="small" color="text-body-secondary">since <Since at={alert.since} /></Box>
      {step ? <Box color="text-body-secondary" padding={{ left: 'l' }}>{step.text}</Box> : null}
    </div>
  );
}
