import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { ActButton } from '../../act/act-button';
import { ExecuteRetryDialog } from '../../acts/execute-retry';
import { RunWorkerDialog } from '../../acts/run-worker';
import { useTitle } from '../../shell/use-title';
import { ComparisonPanel } from './comparison-panel';
import { newestPair } from './run-reads';
import { RunsTable } from './runs-table';
import { SchedulePanel } from './schedule-panel';

/** The retry worker: when it runs, and every run. */
export default function WorkerPage() {
  const newest = useQuery(newestPair);
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
      <ComparisonPanel query={newest} missing={({ dry }) => dry
        ? 'No live run has been made yet. Execute Retry makes one; then it stands here beside the newest dry run.'
        : 'No dry run has been made yet. Run Audit Worker makes one; then it stands here beside the newest live run.'} />
      <RunsTable />
    </SpaceBetween>
  );
}
