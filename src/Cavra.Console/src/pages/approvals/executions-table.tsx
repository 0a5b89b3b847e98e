import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { Execution } from '../../api/types';
import { Document } from '../../parts/document';
import { Id, shortened } from '../../parts/id';
import { Link } from '../../parts/link';
import { State } from '../../parts/states';
import { ApiTable } from '../../table/api-table';
import { optionsOf, type Column, type Filter } from '../../table/columns';
import { Since } from '../../time/since';
import { executionWords } from './approval-words';

const filters: Filter[] = [
  { name: 'execution_status', label: 'Status', options: optionsOf('delivered', 'failed', 'skipped') },
  { name: 'provider', label: 'Connector' },
  { name: 'run_id', label: 'Run', prefix: 'gordackworker' },
  { name: 'destination_id', label: 'Loop', prefix: 'gordackdest' },
  { name: 'delivery_id', label: 'Delivery id', prefix: 'gordackdelivery' },
];

const columns: Column<Execution>[] = [
  { id: 'at', header: 'When', width: 120, cell: (row) => <Since at={row.executed_at} />, text: (row) => row.executed_at },
  {
    id: 'connector', header: 'Sent to', width: 120, text: (row) => row.connector,
    cell: (row) => <Link to={`/console/loops/${row.destination_id}`} label={`Loop ${row.destination_id} of ${row.connector}`}>{row.connector}</Link>,
  },
  { id: 'status', header: 'Result', width: 190, cell: (row) => <State value={row.execution_status ?? 'running'}>{executionWords(row)}</State>, text: executionWords },
  { id: 'by', header: 'Executed by', width: 140, cell: (row) => row.executed_by, text: (row) => row.executed_by },
  { id: 'approved', header: 'Approved by', width: 150, cell: (row) => `${row.approved_by.join(', ') || '–'}${row.four_eyes_broken ? ', one person alone' : ''}`, text: (row) => row.approved_by.join(' ') },
  { id: 'reason', header: 'Reason', width: 180, cell: (row) => row.reason ?? '–', text: (row) => row.reason },
  { id: 'run', header: 'Run', width: 125, cell: (row) => <Id value={row.run_id} to={`/console/worker/runs/${row.run_id}`} what="run id" />, text: (row) => row.run_id },
  { id: 'id', header: 'Record', width: 125, cell: (row) => <Id value={row.execution_id} what="execution id" />, text: (row) => row.execution_id },
  { id: 'approval', header: 'Approval', cell: (row) => row.approval_id ? <Id value={row.approval_id} what="approval id" /> : '–', text: (row) => row.approval_id, hidden: true },
];

/** The record of every live retry, newest first. */
export function ExecutionsTable() {
  return (
    <ApiTable<Execution>
      id="executions"
      title="Execution records"
      path={`${auditDelivery}/retry-execution-records`}
      load={(query, signal) => answerOf(api.GET(`${auditDelivery}/retry-execution-records`, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      filters={filters}
      rowId={(row) => row.execution_id}
      details={(row) => ({ title: `Execution ${shortened(row.execution_id)}, ${row.connector}`, body: <Document value={row} label="the execution record" /> })}
      empty="Nothing was sent live yet. Execute Retry sends what is approved."
    />
  );
}
