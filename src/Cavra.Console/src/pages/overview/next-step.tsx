import Button from '@cloudscape-design/components/button';
import { useNavigate } from 'react-router';
import { ActButton } from '../../act/act-button';
import { TestConnectorDialog } from '../../acts/connector-acts';
import { PlanRetriesDialog } from '../../acts/plan-retries';
import { RunWorkerDialog } from '../../acts/run-worker';
import type { HealthRecommendation } from '../../api/types';

/** The button that takes a finding's next step, or leads to where it is taken. */
export function NextStep({ step }: { step: HealthRecommendation }) {
  const navigate = useNavigate();
  const go = (label: string, to: string) => <Button onClick={() => void navigate(to)}>{label}</Button>;
  switch (step.category) {
    case 'connector_failure': {
      const [, name, test] = /\/connectors\/([^/]+)(\/test)?$/.exec(step.href) ?? [];
      if (name && !test) {
        return go(`Open ${decodeURIComponent(name)}`, `/console/connectors/${name}`);
      }

      return name
        ? <ActButton permission="connectors.test" dialog={(close) => <TestConnectorDialog name={decodeURIComponent(name)} close={close} />}>{`Test ${decodeURIComponent(name)}`}</ActButton>
        : go('Connectors', '/console/connectors');
    }

    case 'retryable_deliveries':
    case 'attempts_exhausted':
      return go('Review', '/console/loops?open=true');
    case 'stale_retry_plan':
      return <ActButton permission="retry.plan" dialog={(close) => <PlanRetriesDialog close={close} />}>Plan Audit Retry</ActButton>;
    case 'missed_worker_run':
    case 'failed_worker_run':
    case 'worker_overrun':
      return <ActButton permission="worker.dry_run" dialog={(close) => <RunWorkerDialog close={close} />}>Run Audit Worker</ActButton>;
    case 'disabled_schedule':
      return go('Open the schedule', '/console/worker');
    case 'unacknowledged_alert':
      return go('Acknowledge', '/console/health-alerts');
    default:
      return go('Open the evidence', '/console/evidence');
  }
}
