import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useSearchParams } from 'react-router';
import { ExportAuditButton } from '../../acts/export-audit';
import { answerOf, api } from '../../api/client';
import { kindLabel, kinds, otherKinds, sources } from '../../api/kinds';
import type { Evidence } from '../../api/types';
import { Id } from '../../parts/id';
import { Link } from '../../parts/link';
import { words } from '../../parts/states';
import { placeOf } from '../../shell/places';
import { useTitle } from '../../shell/use-title';
import { ApiTable } from '../../table/api-table';
import { optionsOf, type Column, type Filter } from '../../table/columns';
import { Since } from '../../time/since';
import { CheckpointPanel } from './checkpoint-panel';
import { VerifyFilesPanel } from './verify-files-panel';
import { documentOf, EvidenceDetail, Outcome } from './evidence-detail';

const filters: Filter[] = [
  { name: 'metadata_kind', label: 'Kind', options: [...kinds, ...otherKinds] },
  { name: 'actor', label: 'Actor' },
  { name: 'action', label: 'Act' },
  { name: 'outcome', label: 'Outcome' },
  { name: 'provider', label: 'Connector' },
  { name: 'acknowledgement_state', label: 'State', options: optionsOf('acknowledged', 'dismissed', 'escalated', 'resolved', 'accepted', 'deferred') },
  { name: 'connector_delivery_source', label: 'Delivery source', options: sources },
  { name: 'delivery_success', label: 'Delivered', options: [{ value: 'true', label: 'yes' }, { value: 'false', label: 'no' }] },
  { name: 'alert_level', label: 'Alert level', options: optionsOf('healthy', 'warning', 'critical') },
  { name: 'schedule_id', label: 'Drill schedule' },
  { name: 'audit_id', label: 'Audit package id', prefix: 'gordackaudit' },
  { name: 'delivery_id', label: 'Delivery id', prefix: 'gordackdelivery' },
  { name: 'retry_plan_id', label: 'Retry plan id', prefix: 'gordackretry' },
  { name: 'health_id', label: 'Health id', prefix: 'gordackhealth' },
  { name: 'since', label: 'Since', isTime: true },
  { name: 'until', label: 'Until', isTime: true },
];

const columns: Column<Evidence>[] = [
  { id: 'sequence', header: 'Index', cell: (row) => <Link to={`/console/evidence/${row.evidence_id}`} label={`Entry ${row.sequence ?? row.evidence_id}`}>{row.sequence ?? '…'}</Link>, text: (row) => row.sequence, width: 70 },
  { id: 'at', header: 'When', cell: (row) => <Since at={documentOf(row).created_at} />, text: (row) => documentOf(row).created_at, width: 115 },
  { id: 'actor', header: 'Who', cell: (row) => documentOf(row).who?.actor ?? '–', text: (row) => documentOf(row).who?.actor, width: 135 },
  { id: 'action', header: 'Act', cell: (row) => words(documentOf(row).what?.action ?? ''), text: (row) => documentOf(row).what?.action, width: 205 },
  { id: 'outcome', header: 'Outcome', cell: (row) => <Outcome value={documentOf(row).what?.outcome ?? ''} />, text: (row) => documentOf(row).what?.outcome, width: 115 },
  { id: 'kind', header: 'Kind', cell: (row) => kindLabel(documentOf(row).what?.metadata_kind ?? ''), text: (row) => documentOf(row).what?.metadata_kind, width: 185 },
  {
    id: 'about', header: 'About', width: 125, text: (row) => documentOf(row).what?.resource_id,
    cell: (row) => {
      const id = documentOf(row).what?.resource_id;
      return id ? <Id value={id} to={placeOf(id)} what="id" /> : '–';
    },
  },
  { id: 'evidence', header: 'Evidence', cell: (row) => <Id value={row.evidence_id} to={`/console/evidence/${row.evidence_id}`} what="evidence id" />, text: (row) => row.evidence_id, hidden: true },
  { id: 'digest', header: 'Digest', cell: (row) => <Id value={row.digest} what="digest" />, text: (row) => row.digest, hidden: true },
];

function EntriesTable() {
  return (
    <ApiTable<Evidence>
      id="evidence"
      title="Entries"
      path="/evidence/entries"
      load={(query, signal) => answerOf(api.GET('/evidence/entries', { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      filters={filters}
      rowId={(row) => row.evidence_id}
      empty="The log is empty. Every act leaves an entry here."
      details={(row) => ({ title: `Evidence ${row.sequence ?? ''}`.trim(), body: <EvidenceDetail evidenceId={row.evidence_id} /> })}
    />
  );
}

const tabs = [
  { id: 'entries', label: 'Entries', content: <EntriesTable /> },
  { id: 'log', label: 'Signed state', content: <CheckpointPanel /> },
  { id: 'verify', label: 'Verify here', content: <VerifyFilesPanel /> },
];

/** The log: who did what, when, allowed by what, and the proof. */
export default function EvidencePage() {
  const [search, setSearch] = useSearchParams();
  useTitle('Evidence');
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="Every act and every refusal, in a log that only grows and that a stranger can check." actions={<ExportAuditButton label="Export evidence" />}>Evidence</Header>
      <Tabs ariaLabel="Parts of the evidence" tabs={tabs} activeTabId={tabs.find((tab) => tab.id === search.get('tab'))?.id ?? 'entries'}
        onChange={({ detail }) => setSearch(detail.activeTabId === 'entries' ? {} : { tab: detail.activeTabId })} />
    </SpaceBetween>
  );
}
