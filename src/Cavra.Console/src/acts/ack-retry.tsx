import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api, wholeAnswerOf } from '../api/client';
import { auditDelivery } from '../api/paths';
import type { RetryDecision } from '../api/types';
import { shortened } from '../parts/id';
import { counted, exactly, local } from '../time/words';
import { lastRetryDeed } from './deeds';
import { ChoiceField, NotesField, orNull, TextField } from './fields';

export type RetryState = 'accepted' | 'deferred' | 'escalated' | 'resolved' | 'dismissed';

const states: { value: RetryState; label: string; description: string }[] = [
  { value: 'accepted', label: 'Accept', description: 'It may be retried as planned.' },
  { value: 'deferred', label: 'Defer', description: 'Not before an instant.' },
  { value: 'escalated', label: 'Escalate', description: 'Somebody else must decide.' },
  { value: 'resolved', label: 'Resolve', description: 'It reached its reader another way.' },
  { value: 'dismissed', label: 'Dismiss', description: 'It need not be delivered.' },
];

interface AckRetryDialogProps {
  close: () => void;
  /** The plan; without it one is chosen. */
  planId?: string | undefined;
  /** The decision it is about; without it every decision of a connector. */
  decision?: RetryDecision | undefined;
}

/** Decides about a plan's decisions: one delivery's, or all of a connector. */
export function AckRetryDialog({ close, planId, decision }: AckRetryDialogProps) {
  const [chosenPlan, setChosenPlan] = useState(planId ?? '');
  const [provider, setProvider] = useState(decision?.connector ?? '');
  const [state, setState] = useState<string>('accepted');
  const [deferUntil, setDeferUntil] = useState('');
  const [reference, setReference] = useState('');
  const [notes, setNotes] = useState('');
  const plans = useQuery({
    queryKey: ['retry-plans', 'latest'],
    queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/retry-plans`, { params: { query: { limit: 20 } }, signal })),
    enabled: planId === undefined,
  });
  const plan = chosenPlan === '' ? plans.data?.items[0]?.retry_plan_id ?? '' : chosenPlan;
  const loaded = useQuery({
    queryKey: ['retry-plan', plan],
    queryFn: ({ signal }) => wholeAnswerOf(api.GET(`${auditDelivery}/retry-plans/{retry_plan_id}`, { params: { path: { retry_plan_id: plan } }, signal })),
    enabled: plan !== '',
  });
  const decisions = loaded.data?.data.retry_decisions ?? [];
  const connectors = [...new Set(decisions.map((item) => item.connector))];
  const connector = provider === '' && connectors.length === 1 ? connectors[0] ?? '' : provider;
  const about = decision ? 1 : decisions.filter((item) => item.connector === connector).length;
  // The version that was seen when the dialog opened: whoever decided meanwhile is not overwritten.
  const [version, setVersion] = useVersion(loaded.data?.response.headers.get('ETag') ?? undefined);

  return (
    <ActDialog
      title="Ack Retry"
      description={decision
        ? <>Decides about the delivery to <b>{decision.connector}</b> ({shortened(decision.delivery_id)}). The plan proposes: {decision.action}. {decision.reason}</>
        : 'Records what you decide about a plan’s deliveries through one connector. The decision and its reason are evidence.'}
      confirm={states.find((item) => item.value === state)?.label ?? 'Decide'}
      missing={plan === '' ? 'There is no retry plan to decide about: plan first.' : connector === '' ? 'Choose a connector.' : undefined}
      body={{
        provider: connector, acknowledgement_state: state as RetryState,
        ...(decision ? { delivery_id: decision.delivery_id, audit_id: decision.audit_id } : {}),
        ...(state === 'deferred' && deferUntil !== '' ? { defer_until: instant(deferUntil) } : {}),
        external_ref: orNull(reference), notes: orNull(notes),
      }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/retry-plans/{retry_plan_id}/acknowledgements`, {
        params: { path: { retry_plan_id: plan }, header: { 'Idempotency-Key': key, ...(version ? { 'If-Match': version } : {}) } }, body,
      }))}
      done={({ acknowledgement }) => `${counted(acknowledgement.destinations.length, 'destination')} ${acknowledgement.acknowledgement_state}.`}
      evidence={({ metadata }) => [metadata]}
      meanwhile={async () => {
        const [deed, { response }] = await Promise.all([
          lastRetryDeed(plan, connector, decision),
          wholeAnswerOf(api.GET(`${auditDelivery}/retry-plans/{retry_plan_id}`, { params: { path: { retry_plan_id: plan } } })),
        ]);
        return { deed, place: `/console/retry-plans/${plan}`, goOn: () => setVersion(response.headers.get('ETag') ?? undefined) };
      }}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          {planId === undefined
            ? <ChoiceField label="Retry plan" member="retry_plan_id" value={plan} onChange={setChosenPlan} errorOf={errorOf} empty="No plan was made yet"
              options={(plans.data?.items ?? []).map((item) => ({
                value: item.retry_plan_id, label: `${shortened(item.retry_plan_id)}, ${local(new Date(item.generated_at))}, ${counted(item.decision_count, 'decision')}`,
              }))} />
            : null}
          {decision
            ? null
            : <ChoiceField label="Connector" member="provider" value={connector} onChange={setProvider} errorOf={errorOf} placeholder="Choose a connector"
              description={connector === '' ? undefined : `${counted(about, 'decision')} of this plan.`}
              options={connectors.map((name) => ({ value: name, label: name }))} empty="The plan holds no decision" />}
          <ChoiceField label="Decision" member="acknowledgement_state" value={state} options={states} onChange={setState} errorOf={errorOf} />
          {state === 'deferred'
            ? <TextField label="Not before" member="defer_until" value={deferUntil} onChange={setDeferUntil} errorOf={errorOf} placeholder={local(new Date(Date.now() + 3_600_000))}
              description={deferUntil !== '' && !Number.isNaN(Date.parse(deferUntil)) ? exactly(new Date(deferUntil)) : 'Date and time, local: 2026-11-28 14:00.'} />
            : null}
          <ColumnLayout columns={1}>
            <TextField label="Reference" isOptional member="external_ref" value={reference} onChange={setReference} errorOf={errorOf} placeholder="CHG-1042" />
            <NotesField label="Notes" isOptional member="notes" value={notes} onChange={setNotes} errorOf={errorOf} description="Why. Secrets are taken out before it is kept." />
          </ColumnLayout>
        </SpaceBetween>
      )}
    </ActDialog>
  );
}

/** The first version seen, until another is taken in its place. */
function useVersion(version: string | undefined): [string | undefined, (version: string | undefined) => void] {
  const [first, setFirst] = useState(version);
  if (first === undefined && version !== undefined) {
    setFirst(version);
  }

  return [first, setFirst];
}

function instant(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}
