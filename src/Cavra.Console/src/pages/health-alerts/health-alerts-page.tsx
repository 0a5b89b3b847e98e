import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ActButton } from '../../act/act-button';
import { SendAlertDialog } from '../../acts/send-alert';
import { answerOf, api } from '../../api/client';
import { kindLabel, kinds } from '../../api/kinds';
import { auditDelivery } from '../../api/paths';
import type { Metadata, Page } from '../../api/types';
import { Id } from '../../parts/id';
import { useTitle } from '../../shell/use-title';
import { ApiTable } from '../../table/api-table';
import { optionsOf, type Column, type Filter } from '../../table/columns';
import { Since } from '../../time/since';
import { EvidenceDetail } from '../evidence/evidence-detail';
import { standingOf } from '../notifications/record-standing';
import { OutstandingAlerts } from './outstanding-alerts';

const path = `${auditDelivery}/worker-health-alerts` as const;

const filters: Filter[] = [
  { name: 'health_id', label: 'Health id' },
  { name: 'provider', label: 'Connector' },
  { name: 'metadata_kind', label: 'Kind', options: kinds.filter((kind) => kind.value.includes('worker-health') || kind.value === 'release-connector-delivery') },
  { name: 'acknowledgement_state', label: 'State', options: optionsOf('acknowledged', 'dismissed', 'escalated', 'resolved') },
  { name: 'suppressed', label: 'Suppressed', options: [{ value: 'true', label: 'yes' }, { value: 'false', label: 'no' }] },
  { name: 'since', label: 'Since', isTime: true },
];

const columns: Column<Metadata>[] = [
  { id: 'at', header: 'When', cell: (row) => <Since at={row.created_at} />, text: (row) => row.created_at, width: 130 },
  { id: 'kind', header: 'Kind', cell: (row) => kindLabel(row.metadata_kind), text: (row) => kindLabel(row.metadata_kind), width: 230 },
  { id: 'standing', header: 'Result', cell: (row) => standingOf(row).cell, text: (row) => standingOf(row).text, width: 250 },
  { id: 'actor', header: 'Actor', cell: (row) => row.actor, text: (row) => row.actor, width: 160 },
  { id: 'evidence', header: 'Evidence', cell: (row) => <Id value={row.evidence_id} to={`/console/evidence/${row.evidence_id}`} what="evidence id" />, text: (row) => row.evidence_id, width: 140 },
];

/** Alerts about the worker's health: which await an answer, and all of their history. */
export default function HealthAlertsPage() {
  useTitle('Health alerts');
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="Who was told that the worker is not well, and what they answered."
        actions={<ActButton permission="health_alert.deliver" variant="primary" dialog={(close) => <SendAlertDialog close={close} />}>Send Worker Alert</ActButton>}
      >Health alerts</Header>
      <OutstandingAlerts />
      <ApiTable<Metadata>
        id="health-alerts"
        title="History"
        path={path}
        load={async (query, signal) => await answerOf(api.GET(path, { params: { query }, ...(signal ? { signal } : {}) })) as Page<Metadata>}
        columns={columns}
        filters={filters}
        rowId={(row) => row.evidence_id}
        empty="Nobody was alerted yet. The watch over the worker alerts by itself, or somebody with Send Worker Alert."
        details={(row) => ({ title: kindLabel(row.metadata_kind), body: <EvidenceDetail evidenceId={row.evidence_id} /> })}
      />
    </SpaceBetween>
  );
}
