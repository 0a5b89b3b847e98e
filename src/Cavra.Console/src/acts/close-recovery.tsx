import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActDialog, type ErrorOf } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import type { RecoveryRow } from '../api/types';
import { idsOf, laterOf, proofsOf } from '../pages/recovery/proofs';
import { shortened } from '../parts/id';
import { ChoiceField, NotesField, orNull, TextField } from './fields';

type ClosureState = 'resolved' | 'mitigated' | 'deferred' | 'escalated' | 'reopened';

const ends = [
  { value: 'resolved', label: 'Resolve', description: 'The connector works again; references prove it.' },
  { value: 'mitigated', label: 'Mitigate', description: 'Its failing does no harm any more; notes say how.' },
  { value: 'deferred', label: 'Defer', description: 'Later; it stays open.' },
  { value: 'escalated', label: 'Escalate', description: 'Somebody else must see to it; it stays open.' },
];
const reopens = [{ value: 'reopened', label: 'Reopen', description: 'It was closed and is open again.' }];

interface CloseRecoveryDialogProps {
  /** The recoveries that it may be about; one is chosen where there are several. */
  rows: readonly RecoveryRow[];
  close: () => void;
}

/** Says what became of the recovery of a connector, with what proves it. */
export function CloseRecoveryDialog({ rows, close }: CloseRecoveryDialogProps) {
  const [chosen, setChosen] = useState(rows[0] ? keyOf(rows[0]) : '');
  const row = rows.find((one) => keyOf(one) === chosen) ?? rows[0];
  const states = row?.closed_at ? reopens : ends;
  const [wanted, setWanted] = useState('resolved');
  const state = states.some((one) => one.value === wanted) ? wanted : states[0]?.value ?? 'resolved';
  const [proofs, setProofs] = useState<string[]>([]);
  const [others, setOthers] = useState('');
  const [reference, setReference] = useState('');
  const [notes, setNotes] = useState('');
  const { offered, isUnknown } = useProofs(row);
  const references = [...proofs, ...idsOf(others)];
  return (
    <ActDialog
      title="Close Recovery"
      description={row
        ? <>Says of the recovery of <b>{row.connector}</b> ({row.state}) where it stands. What you say is evidence; the newest word counts.</>
        : 'Says of the recovery of a connector where it stands.'}
      confirm={states.find((one) => one.value === state)?.label ?? 'Close'}
      missing={row ? undefined : 'No recovery is open: make a playbook first.'}
      body={{ playbook: row?.playbook_id ?? '', provider: row?.connector ?? '', state, references, external_ref: orNull(reference), notes: orNull(notes) }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/connector-recovery-playbooks/{playbook_id}/closures`, {
        params: { path: { playbook_id: body.playbook }, header: { 'Idempotency-Key': key } },
        body: { provider: body.provider, closure_state: body.state as ClosureState, verification_refs: body.references, external_ref: body.external_ref, notes: body.notes },
      }))}
      done={({ closure }) => `The recovery of ${closure.connector} is ${closure.closure_state}.`}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          {rows.length > 1
            ? <ChoiceField label="Connector" member="provider" value={row ? keyOf(row) : ''} onChange={(key) => {
              setChosen(key);
              setProofs([]);
            }} errorOf={errorOf} options={rows.map((one) => ({ value: keyOf(one), label: `${one.connector}, playbook ${shortened(one.playbook_id)}` }))} />
            : null}
          <ChoiceField label="State" member="closure_state" value={state} options={states} onChange={setWanted} errorOf={errorOf} />
          {state === 'resolved' || state === 'mitigated'
            ? <>
              <FormField label="What proves it" description="Retries delivered, tests passed and attempts taken since the playbook was made." errorText={errorsOf(references, errorOf)}>
                <Multiselect selectedOptions={offered.filter((option) => proofs.includes(option.value))} options={offered.map((option) => ({ ...option, description: option.value }))}
                  expandToViewport placeholder="Choose references" empty={isUnknown ? 'What has succeeded is not known now: give references below' : 'Nothing has succeeded through this connector since then: test it, or send a retry'}
                  onChange={({ detail }) => setProofs(detail.selectedOptions.map((option) => option.value ?? ''))} />
              </FormField>
              <TextField label="Other references" isOptional member="verification_refs_typed" value={others} onChange={setOthers} errorOf={errorOf}
                description="Ids of execution records, attempts or connector tests." />
            </>
            : null}
          <TextField label="Reference" isOptional member="external_ref" value={reference} onChange={setReference} errorOf={errorOf} placeholder="INC-2042" />
          <NotesField label="Notes" isOptional={state !== 'mitigated'} member="notes" value={notes} onChange={setNotes} errorOf={errorOf} description="Secrets are taken out before it is kept." />
        </SpaceBetween>
      )}
    </ActDialog>
  );
}

/** What is wrong with which reference; empty where nothing is. */
function errorsOf(references: readonly string[], errorOf: ErrorOf): string {
  const each = references.flatMap((reference, place) => {
    const error = errorOf(`verification_refs.${place}`);
    return error === undefined ? [] : [`${shortened(reference)}: ${error}`];
  });
  return each.length > 0 ? each.join(' ') : errorOf('verification_refs') ?? '';
}

function keyOf(row: RecoveryRow): string {
  return `${row.playbook_id} ${row.connector}`;
}

/** What may prove that the connector works again. */
function useProofs(row: RecoveryRow | undefined) {
  const { playbook_id: playbook = '', connector = '', opened_at: openedAt = '' } = row ?? {};
  const found = useQuery({
    queryKey: ['recovery-proofs', playbook, connector, openedAt],
    queryFn: async ({ signal }) => {
      const [detail, executions, made] = await Promise.all([
        answerOf(api.GET('/connectors/{name}', { params: { path: { name: connector } }, signal })).catch(() => undefined),
        answerOf(api.GET(`${auditDelivery}/retry-execution-records`, { params: { query: { provider: connector, execution_status: 'delivered', limit: 20 } }, signal })),
        answerOf(api.GET(`${auditDelivery}/connector-recovery-playbooks/{playbook_id}`, { params: { path: { playbook_id: playbook } }, signal })),
      ]);
      return proofsOf(
        { executions: executions.items, tests: detail?.latest_tests ?? [], attempts: detail?.latest_attempts ?? [] },
        laterOf(made.playbook.generated_at, openedAt),
      );
    },
    enabled: row !== undefined,
  });
  return { offered: found.data ?? [], isUnknown: found.data === undefined };
}
