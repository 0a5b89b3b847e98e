import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { doToMany, type Outcome } from '../act/many';
import { OutcomeList } from '../act/outcome-list';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import type { Approval } from '../api/types';
import { shortened } from '../parts/id';
import { counted } from '../time/words';
import { NotesField, orNull, TextField } from './fields';

export type ApprovalAnswer = 'approved' | 'denied' | 'deferred';

const answers: Record<ApprovalAnswer, { title: string; confirm: string; effect: string }> = {
  approved: { title: 'Approve Retry', confirm: 'Approve', effect: 'Each may be sent once more, as it is now; whatever changes first makes the approval stale. Nothing is sent by this.' },
  denied: { title: 'Deny Retry', confirm: 'Deny', effect: 'Nothing is sent. Who wants it sent has to ask again.' },
  deferred: { title: 'Defer Retry', confirm: 'Defer', effect: 'Not now: it has to be asked for again.' },
};

/** Whether it failed because somebody else ended it first: to decide about it again would fail again. */
const isOver = ({ refusal }: Outcome<Approval>) => refusal?.status === 409;

interface DecideApprovalsDialogProps {
  approvals: readonly Approval[];
  answer: ApprovalAnswer;
  close: () => void;
  /** Told which could not be decided, once it was tried. */
  tried?: (failed: Approval[]) => void;
}

/** Decides about approvals that were asked for, one by one. */
export function DecideApprovalsDialog({ approvals, answer, close, tried }: DecideApprovalsDialogProps) {
  // Those that were chosen when the dialog opened, whatever is chosen later.
  const [chosen] = useState(approvals);
  const [reference, setReference] = useState('');
  const [notes, setNotes] = useState('');
  const { title, confirm, effect } = answers[answer];
  const decide = async (body: { state: ApprovalAnswer; external_ref: string | null; notes: string | null }, key: string) => {
    const outcomes = await doToMany(chosen, 1, async ([approval], part) => approval === undefined ? [] : [(await answerOf(
      api.POST(`${auditDelivery}/retry-execution-approval-plans/{approval_plan_id}/decisions`, {
        params: { path: { approval_plan_id: approval.approval_plan_id }, header: { 'Idempotency-Key': `${key}-${part}` } },
        body: {
          provider: approval.connector, destination_id: approval.destination_id, approval_state: body.state,
          external_ref: body.external_ref, notes: body.notes,
        },
      }),
    )).metadata]);
    tried?.(outcomes.filter((outcome) => outcome.refusal && !isOver(outcome)).map((outcome) => outcome.item));
    return outcomes;
  };
  return (
    <ActDialog
      title={title}
      description={(
        <SpaceBetween size="xs">
          <div>{counted(chosen.length, 'retry', 'retries')} {chosen.length === 1 ? 'is' : 'are'} {answer}: {effect}</div>
          <ul className="plain-list">
            {chosen.map((approval) => (
              <li key={approval.approval_id} className="breakable">
                <b>{approval.connector}</b>, loop {shortened(approval.destination_id)}, {counted(approval.bound_to.failed_attempts, 'failed attempt')},{' '}
                {approval.accepted_by ? `accepted by ${approval.accepted_by}` : 'accepted by nobody'}, asked for by {approval.requested_by}
              </li>
            ))}
          </ul>
        </SpaceBetween>
      )}
      confirm={confirm}
      body={{ state: answer, external_ref: orNull(reference), notes: orNull(notes) }}
      send={decide}
      succeeded={(outcomes) => outcomes.every((outcome) => !outcome.refusal)}
      done={(outcomes) => <OutcomeList outcomes={outcomes} one="approval" done={answer} isOver={isOver} nameOf={(approval) => `${approval.connector} ${shortened(approval.destination_id)}`} />}
      evidence={(outcomes) => outcomes.slice(0, 1).map((outcome) => outcome.evidence)}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <TextField label="Reference" isOptional member="external_ref" value={reference} onChange={setReference} errorOf={errorOf} placeholder="CHG-1042" />
          <NotesField label="Reason" isOptional member="notes" value={notes} onChange={setNotes} errorOf={errorOf} description="Why. Secrets are taken out before it is kept." />
          {answer === 'approved' ? <Box variant="small" color="text-body-secondary">You are named as approver in the record of the retry.</Box> : null}
        </SpaceBetween>
      )}
    </ActDialog>
  );
}
