import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { Meanwhile, type NewState } from '../act/meanwhile';
import { answerOf, api, wholeAnswerOf } from '../api/client';
import { problemOf } from '../api/problem';
import type { components } from '../api/schema';
import { ProblemAlert } from '../parts/problem-alert';
import { ChoiceField, NotesField, TextField } from './fields';
import { policyBodyOf, policyDraftOf, type PolicyDraft } from './policy-draft';
import { PolicyPreview } from './policy-preview';

type Schemas = components['schemas'];

interface ChangePolicyDialogProps {
  policy: Schemas['PolicyView'];
  version: string | undefined;
  close: () => void;
}

/** Changes the workspace's policy, once it was seen what that changes for what is open. */
export function ChangePolicyDialog({ policy, version, close }: ChangePolicyDialogProps) {
  // What was there when the dialog opened: who changed it meanwhile is not overwritten.
  const [seen, setSeen] = useState(version);
  const [draft, setDraft] = useState(() => policyDraftOf(policy.policy));
  const change = (members: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...members }));
  const body = policyBodyOf(draft);
  const asked = JSON.stringify([seen, body]);
  const preview = useMutation({
    mutationFn: async (text: string) => ({
      text,
      shown: await answerOf(api.PUT('/policy', { params: { query: { preview: true }, header: { ...(seen ? { 'If-Match': seen } : {}) } }, body })) as Schemas['PolicyPreviewView'],
    }),
  });
  const shown = preview.data?.text === asked ? preview.data.shown : undefined;
  const meanwhile = () => newest(setSeen);
  return (
    <ActDialog
      title="Change the policy"
      size="large"
      description="Decides what a live retry needs from now on. See first what it changes: approvals are bound to the policy, and those that are open become stale."
      confirm="Save"
      missing={shown === undefined ? 'See first what it changes, with Preview.' : shown.changes.length === 0 ? 'It changes nothing.' : undefined}
      body={body}
      send={async (document, key) => await answerOf(api.PUT('/policy', { params: { header: { 'Idempotency-Key': key, ...(seen ? { 'If-Match': seen } : {}) } }, body: document })) as Schemas['PolicyAnswer']}
      done={({ policy: changed }) => `Version ${changed.version} of the policy is in force.`}
      evidence={({ metadata }) => [metadata]}
      meanwhile={meanwhile}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            <TextField label="Approvals of different people" member="approvals_required" type="number" value={draft.approvals} onChange={(approvals) => change({ approvals })} errorOf={errorOf} description="1 to 5." />
            <ChoiceField label="Four eyes" member="four_eyes" value={draft.fourEyes} onChange={(fourEyes) => change({ fourEyes })} errorOf={errorOf} options={[
              { value: 'required', label: 'required: who accepted may not approve, who approved may not send' }, { value: 'advisory', label: 'advisory: it is marked in the record' },
            ]} />
            <TextField label="An approval may be used for, minutes" member="expires_after_minutes" type="number" value={draft.expires} onChange={(expires) => change({ expires })} errorOf={errorOf} description="1 to 43,200." />
            <TextField label="To be decided within, minutes" member="review_minutes" type="number" value={draft.review} onChange={(review) => change({ review })} errorOf={errorOf} description="1 to 43,200." />
            <TextField label="Attempts at most" member="retry_policy.max_retry_attempts" type="number" value={draft.attempts} onChange={(attempts) => change({ attempts })} errorOf={errorOf} description="1 to 20." />
            <TextField label="First delay, minutes" member="retry_policy.retry_delay_minutes" type="number" value={draft.delay} onChange={(delay) => change({ delay })} errorOf={errorOf} description="0 to 1,440." />
            <TextField label="Delay grows by" member="retry_policy.backoff_multiplier" type="number" value={draft.multiplier} onChange={(multiplier) => change({ multiplier })} errorOf={errorOf} description="1 to 10, times for each attempt." />
            <TextField label="Longest delay, minutes" member="retry_policy.max_retry_delay_minutes" type="number" value={draft.longestDelay} onChange={(longestDelay) => change({ longestDelay })} errorOf={errorOf} description="At most 10,080." />
            <TextField label="Evidence is kept for, days" isOptional member="evidence_kept_days" type="number" value={draft.keptDays} onChange={(keptDays) => change({ keptDays })} errorOf={errorOf} description="30 to 36,500; empty for ever. What is older goes for good, a segment at a time." />
          </ColumnLayout>
          <Checkbox checked={draft.isAckRequired} onChange={({ detail }) => change({ isAckRequired: detail.checked })}>A retry must be accepted before it may be approved</Checkbox>
          <Checkbox checked={draft.isImmediateAllowed} onChange={({ detail }) => change({ isImmediateAllowed: detail.checked })}>An immediate retry is allowed</Checkbox>
          <NotesField label="To be decided within, for single connectors" isOptional member="connector_review_minutes" value={draft.connectorReviews} onChange={(connectorReviews) => change({ connectorReviews })} errorOf={errorOf}
            description="One on a line: siem = 30" />
          <NotesField label="Freeze windows" isOptional member="freeze_windows" value={draft.windows} onChange={(windows) => change({ windows })} errorOf={errorOf}
            description="Nothing is sent again in them. One on a line: holidays | 2026-12-24T00:00:00Z to 2026-12-27T00:00:00Z | nobody is there | connectors=siem,chat" />
          <NotesField label="Why" isOptional member="notes" value={draft.notes} onChange={(notes) => change({ notes })} errorOf={errorOf} description="Others read it beside the version." />
          <Button loading={preview.isPending} loadingText="Asking what it changes" onClick={() => preview.mutate(asked)}>Preview</Button>
          {preview.isError ? <Refused error={preview.error} ask={meanwhile} taken={() => preview.reset()} /> : null}
          {shown ? <PolicyPreview preview={shown} /> : null}
        </SpaceBetween>
      )}
    </ActDialog>
  );
}

/** Why it can't be seen: for one, that somebody else has changed the policy since. */
function Refused({ error, ask, taken }: { error: unknown; ask: () => Promise<NewState>; taken: () => void }) {
  const problem = problemOf(error);
  return problem.status === 412 ? <Meanwhile problem={problem} error={error} ask={ask} taken={taken} /> : <ProblemAlert error={error} />;
}

/** Who changed the policy last, and the way to decide after all by their version. */
async function newest(take: (version: string | undefined) => void): Promise<NewState> {
  const { data, response } = await wholeAnswerOf(api.GET('/policy'));
  return {
    deed: data.changed_by ? { who: data.changed_by, did: `put version ${data.version} of the policy in force`, at: data.changed_at, why: data.notes } : undefined,
    place: '/console/administration?tab=policy',
    goOn: () => take(response.headers.get('ETag') ?? undefined),
  };
}
