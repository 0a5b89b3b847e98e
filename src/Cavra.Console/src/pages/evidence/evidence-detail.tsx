import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { Proof } from '../../act/proof';
import { kindLabel } from '../../api/kinds';
import { readEvidence } from '../../api/queries';
import type { Evidence } from '../../api/types';
import { Document } from '../../parts/document';
import { Id } from '../../parts/id';
import { Answer } from '../../parts/panel';
import { words } from '../../parts/states';
import { placeOf } from '../../shell/places';
import { Instant } from '../../time/since';
import { RemovedAlert } from './removed-alert';

interface EntryDocument {
  created_at?: string;
  who?: { actor?: string; authentication?: string; subject?: string; issuer?: string; roles?: string[]; on_behalf_of?: string | null };
  what?: {
    action?: string; metadata_kind?: string; outcome?: string; resource_id?: string | null; resource_type?: string | null;
    summary?: Record<string, unknown>;
  };
  policy?: { decision?: string; permission?: string; policy_version?: number; policy_digest?: string };
  proof?: { redactions?: { rule?: string; path?: string; count?: number }[]; builds_on?: string[]; request_id?: string };
}

/** The parts of an entry's document that people read. */
export function documentOf(entry: Evidence): EntryDocument {
  return (typeof entry.document === 'object' && entry.document !== null ? entry.document : {}) as EntryDocument;
}

/** One entry whole, by its id. */
export function EvidenceDetail({ evidenceId }: { evidenceId: string }) {
  const entry = useQuery(readEvidence(evidenceId));
  return <Answer what="the evidence" query={entry}>{(data) => <Entry entry={data} />}</Answer>;
}

function Entry({ entry }: { entry: Evidence }) {
  const { created_at, who = {}, what = {}, policy = {}, proof = {} } = documentOf(entry);
  const place = what.resource_id ? placeOf(what.resource_id) : undefined;
  return (
    <SpaceBetween size="m">
      {entry.removed ? <RemovedAlert removed={entry.removed} /> : null}
      <Proof metadata={{ evidence_id: entry.evidence_id, sequence: entry.sequence, action: what.action ?? '' }} />
      <KeyValuePairs columns={3} items={[
        { label: 'Who', value: <span className="breakable">{who.actor ?? '–'}{who.roles ? ` (${who.roles.join(', ')})` : ''}</span> },
        { label: 'When', value: <Instant at={created_at} /> },
        { label: 'Outcome', value: <Outcome value={what.outcome ?? ''} /> },
        { label: 'Kind', value: kindLabel(what.metadata_kind ?? '') },
        { label: 'About', value: what.resource_id ? <Id value={what.resource_id} to={place} what={what.resource_type ?? 'id'} /> : '–' },
        ...(entry.removed ? [] : [{ label: 'Allowed by', value: `${policy.permission ?? '–'}, policy ${policy.policy_version ?? '–'}` }]),
        ...(who.on_behalf_of ? [{ label: 'On behalf of', value: <span className="breakable">{who.on_behalf_of}</span> }] : []),
      ]} />
      <Summary summary={what.summary ?? {}} />
      {entry.removed ? null : <Redactions redactions={proof.redactions ?? []} />}
      <ExpandableSection headerText={entry.removed ? 'What is still known of it' : 'The document as the log holds it'}>
        <Document value={entry.document} label="the document" />
      </ExpandableSection>
    </SpaceBetween>
  );
}

/** How an act ended. */
export function Outcome({ value }: { value: string }) {
  return value === 'done'
    ? <StatusIndicator type="success">done</StatusIndicator>
    : <StatusIndicator type={value.startsWith('refused') ? 'warning' : 'error'}>{words(value)}</StatusIndicator>;
}

function Summary({ summary }: { summary: Record<string, unknown> }) {
  const items: KeyValuePairsProps.Item[] = Object.entries(summary)
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => ({ label: words(name), value: <Value value={value} /> }));
  return items.length > 0 ? <KeyValuePairs columns={3} items={items} /> : null;
}

function Value({ value }: { value: unknown }) {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }

  if (typeof value === 'string' && /^[a-z]+-[0-9a-f]{32}$/.test(value)) {
    return <Id value={value} to={placeOf(value)} />;
  }

  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) {
    return <Instant at={value} />;
  }

  const text = Array.isArray(value) && value.every((item) => typeof item !== 'object')
    ? value.join(', ')
    : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return <span className="breakable">{text}</span>;
}

function Redactions({ redactions }: { redactions: NonNullable<EntryDocument['proof']>['redactions'] & {} }) {
  return redactions.length === 0
    ? <StatusIndicator type="success">Nothing had to be taken out before it was kept.</StatusIndicator>
    : <Table variant="embedded" items={redactions} columnDefinitions={[
      { id: 'path', header: 'Taken out at', cell: (item) => item.path ?? '' },
      { id: 'rule', header: 'By rule', cell: (item) => item.rule ?? '' },
      { id: 'count', header: 'Times', cell: (item) => item.count ?? 1 },
    ]} />;
}
