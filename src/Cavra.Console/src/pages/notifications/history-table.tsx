import { answerOf, api } from '../../api/client';
import { kindLabel, kinds, sources } from '../../api/kinds';
import { notifications } from '../../api/paths';
import type { Metadata, Page } from '../../api/types';
import { Id } from '../../parts/id';
import { placeOf } from '../../shell/places';
import { ApiTable } from '../../table/api-table';
import { optionsOf, type Column, type Filter } from '../../table/columns';
import { Since } from '../../time/since';
import { words } from '../../parts/states';
import { EvidenceDetail } from '../evidence/evidence-detail';
import { standingOf } from './record-standing';

const filters: Filter[] = [
  { name: 'metadata_kind', label: 'Kind', options: kinds },
  { name: 'provider', label: 'Connector' },
  { name: 'acknowledgement_state', label: 'State', options: optionsOf('acknowledged', 'dismissed', 'escalated', 'resolved', 'accepted', 'deferred') },
  { name: 'alert_level', label: 'Alert level', options: optionsOf('healthy', 'warning', 'critical') },
  { name: 'connector_delivery_source', label: 'Delivery source', options: sources },
  { name: 'delivery_success', label: 'Delivered', options: [{ value: 'true', label: 'yes' }, { value: 'false', label: 'no' }] },
  { name: 'actor', label: 'Actor' },
  { name: 'schedule_id', label: 'Drill schedule' },
  { name: 'since', label: 'Since', isTime: true },
  { name: 'until', label: 'Until', isTime: true },
];

const columns: Column<Metadata>[] = [
  { id: 'created_at', header: 'When', cell: (row) => <Since at={row.created_at} />, text: (row) => row.created_at, width: 115 },
  { id: 'kind', header: 'Kind', cell: (row) => kindLabel(row.metadata_kind), text: (row) => kindLabel(row.metadata_kind), width: 220 },
  { id: 'standing', header: 'Result', cell: (row) => standingOf(row).cell, text: (row) => standingOf(row).text, width: 195 },
  { id: 'actor', header: 'Actor', cell: (row) => row.actor, text: (row) => row.actor, width: 150 },
  { id: 'action', header: 'Act', cell: (row) => words(row.action), text: (row) => row.action, hidden: true },
  { id: 'record', header: 'Record', cell: (row) => <Id value={row.session_id} to={placeOf(row.session_id)} what="record" />, text: (row) => row.session_id, width: 128 },
  { id: 'evidence', header: 'Evidence', cell: (row) => <Id value={row.evidence_id} to={`/console/evidence/${row.evidence_id}`} what="evidence id" />, text: (row) => row.evidence_id, width: 128 },
  { id: 'sequence', header: 'Index', cell: (row) => row.sequence ?? '…', text: (row) => row.sequence, hidden: true },
];

/** Every record of the section, newest first. */
export function HistoryTable() {
  return (
    <ApiTable<Metadata>
      id="notification-history"
      title="Record history"
      path={notifications}
      load={async (query, signal) => await answerOf(api.GET(notifications, { params: { query }, ...(signal ? { signal } : {}) })) as Page<Metadata>}
      columns={columns}
      filters={filters}
      rowId={(row) => row.evidence_id}
      empty="Nothing was recorded yet. Sending a drill notification is the first record."
      details={(row) => ({ title: kindLabel(row.metadata_kind), body: <EvidenceDetail evidenceId={row.evidence_id} /> })}
    />
  );
}
