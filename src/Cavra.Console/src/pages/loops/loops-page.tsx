import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { Loop } from '../../api/types';
import { GateLine } from '../../parts/gates';
import { Id } from '../../parts/id';
import { Link } from '../../parts/link';
import { State } from '../../parts/states';
import { useTitle } from '../../shell/use-title';
import { ApiTable } from '../../table/api-table';
import { optionsOf, type Column, type Filter } from '../../table/columns';
import { Since } from '../../time/since';
import { durationWords } from '../../time/words';

const filters: Filter[] = [
  { name: 'gate', label: 'Awaited gate', options: optionsOf('noticed', 'routed', 'reviewed', 'approved', 'executed', 'recovered') },
  { name: 'open', label: 'Open', options: [{ value: 'true', label: 'yes' }, { value: 'false', label: 'no' }] },
  { name: 'provider', label: 'Provider' },
  { name: 'older_than_minutes', label: 'Older than, minutes', options: [{ value: '60', label: '60' }, { value: '240', label: '240' }, { value: '1440', label: '1440' }] },
];

const columns: Column<Loop>[] = [
  {
    id: 'destination', header: 'Loop', width: 150, text: (row) => row.destination_id,
    cell: (row) => <Link to={`/console/loops/${row.destination_id}`} label={`Loop ${row.destination_id} of ${row.connector}`}>{row.connector}</Link>,
  },
  { id: 'gates', header: 'Gates', cell: (row) => <GateLine loop={row} />, text: (row) => row.open_gate ?? 'closed', width: 210 },
  { id: 'state', header: 'Delivery', cell: (row) => <State value={row.state} />, text: (row) => row.state },
  { id: 'opened', header: 'Failed', cell: (row) => <Since at={row.opened_at} />, text: (row) => row.opened_at },
  { id: 'age', header: 'Open for', cell: (row) => durationWords(row.age_minutes * 60), text: (row) => row.age_minutes },
  { id: 'id', header: 'Id', cell: (row) => <Id value={row.destination_id} to={`/console/loops/${row.destination_id}`} what="loop id" />, text: (row) => row.destination_id },
  { id: 'delivery', header: 'Delivery id', cell: (row) => row.delivery_id ? <Id value={row.delivery_id} what="delivery id" /> : '–', text: (row) => row.delivery_id, hidden: true },
  { id: 'provider', header: 'Provider', cell: (row) => row.provider, text: (row) => row.provider, hidden: true },
];

/** Every loop: one failed destination each, the oldest open one first. */
export default function LoopsPage() {
  useTitle('Loops');
  return (
    <ApiTable<Loop>
      id="loops"
      title="Loops"
      headerLevel="h1"
      variant="full-page"
      description="A loop is one destination that did not take its evidence. It is closed when somebody has noticed, decided and mended it, with proof."
      path={`${auditDelivery}/loops`}
      load={(query, signal) => answerOf(api.GET(`${auditDelivery}/loops`, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      filters={filters}
      rowId={(row) => row.destination_id}
      empty="No delivery has failed. Every audit delivery that fails opens a loop here."
    />
  );
}
