import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { WorkerRunItem } from '../../api/types';
import { Id } from '../../parts/id';
import { State } from '../../parts/states';
import { ApiTable } from '../../table/api-table';
import { optionsOf, type Column, type Filter } from '../../table/columns';
import { Since } from '../../time/since';

const filters: Filter[] = [
  { name: 'dry_run', label: 'Dry run', options: [{ value: 'true', label: 'yes' }, { value: 'false', label: 'no' }] },
  { name: 'state', label: 'State', options: optionsOf('running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'skipped_disabled') },
];

const columns: Column<WorkerRunItem>[] = [
  { id: 'id', header: 'Run', cell: (row) => <Id value={row.run_id} to={`/console/worker/runs/${row.run_id}`} what="run id" />, text: (row) => row.run_id, width: 120 },
  { id: 'at', header: 'Began', cell: (row) => <Since at={row.started_at} />, text: (row) => row.started_at, width: 150 },
  { id: 'state', header: 'State', cell: (row) => <State value={row.state} />, text: (row) => row.state, width: 130 },
  { id: 'kind', header: 'Kind', cell: (row) => row.dry_run ? 'dry run' : 'live run', text: (row) => row.dry_run ? 'dry run' : 'live run', width: 90 },
  { id: 'trigger', header: 'Begun by', cell: (row) => row.trigger === 'schedule' ? 'its schedule' : row.generated_by, text: (row) => row.trigger, width: 130 },
  { id: 'late', header: 'Window', cell: (row) => <State value={row.late ? 'warning' : 'pass'}>{row.late ? 'late' : 'on time'}</State>, text: (row) => row.late ? 'late' : 'on time', width: 110 },
  { id: 'retry', header: 'To retry', cell: (row) => row.summary.retryable_count, text: (row) => row.summary.retryable_count, width: 100 },
  { id: 'selected', header: 'Selected', cell: (row) => row.summary.selected_retry_count, text: (row) => row.summary.selected_retry_count, hidden: true },
  { id: 'approval', header: 'Await approval', cell: (row) => row.summary.approval_pending_count, text: (row) => row.summary.approval_pending_count, width: 130 },
  { id: 'worker', header: 'Worker', cell: (row) => row.worker_name, text: (row) => row.worker_name, hidden: true },
];

/** Every run, newest first. */
export function RunsTable() {
  return (
    <ApiTable<WorkerRunItem>
      id="worker-runs"
      title="Runs"
      path={`${auditDelivery}/worker-runs`}
      load={(query, signal) => answerOf(api.GET(`${auditDelivery}/worker-runs`, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      filters={filters}
      rowId={(row) => row.run_id}
      empty="The worker has not run yet. It runs by its schedule, or with Run Audit Worker."
    />
  );
}
