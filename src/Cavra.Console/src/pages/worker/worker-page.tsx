import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ActButton } from '../../act/act-button';
import { ExecuteRetryDialog } from '../../acts/execute-retry';
import { RunWorkerDialog } from '../../acts/run-worker';
import { useTitle } from '../../shell/use-title';
import { RunsTable } from './runs-table';
import { SchedulePanel } from './schedule-panel';

/** The retry worker: when it runs, and every run. */
export default function WorkerPage() {
  useTitle('Worker');
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="The worker plans retries by itself, window after window, and says what it would send."
        actions={(
          <SpaceBetween direction="horizontal" size="xs">
            <ActButton permission="retry.execute" dialog={(close) => <ExecuteRetryDialog close={close} />}>Execute Retry</ActButton>
            <ActButton permission="worker.dry_run" variant="primary" dialog={(close) => <RunWorkerDialog close={close} />}>Run Audit Worker</ActButton>
          </SpaceBetween>
        )}
      >Worker</Header>
      <SchedulePanel />
      <RunsTable />
    </SpaceBetween>
  );
}
