import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActButton } from '../../act/act-button';
import { DecideApprovalsDialog, type ApprovalAnswer } from '../../acts/decide-approvals';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { Approval } from '../../api/types';
import { AnswerDue } from '../../parts/answer-due';
import { shortened } from '../../parts/id';
import { Link } from '../../parts/link';
import { State } from '../../parts/states';
import { ApiTable } from '../../table/api-table';
import { optionsOf, type Column, type Filter } from '../../table/columns';
import { Since } from '../../time/since';
import { ApprovalDetail } from './approval-detail';
import { givenOf, staleWords, whyNotApprove, whyNotEnd } from './approval-words';

const filters: Filter[] = [
  { name: 'state', label: 'State', options: optionsOf('requested', 'approved', 'spent', 'denied', 'expired', 'stale', 'withdrawn') },
  { name: 'provider', label: 'Connector' },
  { name: 'destination_id', label: 'Loop', prefix: 'gordackdest' },
  { name: 'delivery_id', label: 'Delivery id', prefix: 'gordackdelivery' },
];

const columns: Column<Approval>[] = [
  {
    id: 'connector', header: 'Retry to', width: 120, text: (row) => row.connector,
    cell: (row) => <Link to={`/console/loops/${row.destination_id}`} label={`Loop ${row.destination_id} of ${row.connector}`}>{row.connector}</Link>,
  },
  { id: 'state', header: 'State', width: 125, cell: (row) => <State value={row.state} />, text: (row) => row.state },
  { id: 'awaits', header: 'Awaits', width: 105, cell: (row) => row.awaited_roles.join(' or ') || '–', text: (row) => row.awaited_roles.join(' ') },
  { id: 'since', header: 'Asked', width: 120, cell: (row) => <Since at={row.requested_at} />, text: (row) => row.requested_at },
  { id: 'review', header: 'Review by', width: 150, cell: (row) => row.state === 'requested' ? <AnswerDue since={row.review_by} minutes={0} /> : '–', text: (row) => row.review_by },
  { id: 'given', header: 'Approvals', width: 105, cell: givenOf, text: givenOf },
  { id: 'accepted', header: 'Accepted by', width: 125, cell: (row) => row.accepted_by ?? '–', text: (row) => row.accepted_by },
  { id: 'expires', header: 'Expires', width: 110, cell: (row) => <Since at={row.expires_at} />, text: (row) => row.expires_at },
  { id: 'stale', header: 'Stale because', width: 160, cell: (row) => staleWords(row.stale_because) || '–', text: (row) => staleWords(row.stale_because) },
  {
    id: 'act', header: 'Decision', width: 110, cell: (row) => (
      <ActButton permission="retry.approve" variant="inline-link" label={`Approve ${row.connector} ${row.destination_id}`} unavailable={whyNotApprove(row)}
        dialog={(close) => <DecideApprovalsDialog approvals={[row]} answer="approved" close={close} />}>Approve</ActButton>
    ),
  },
];

/** Every approval that was asked for, newest first. */
export function ApprovalsTable() {
  const [chosen, setChosen] = useState<Approval[]>([]);
  const act = (answer: ApprovalAnswer, label: string) => (
    <ActButton permission="retry.approve" unavailable={whyNotAll(chosen, answer)}
      dialog={(close) => <DecideApprovalsDialog approvals={chosen} answer={answer} close={close} tried={setChosen} />}>{label}</ActButton>
  );
  return (
    <ApiTable<Approval>
      id="approvals"
      title="Approvals"
      path={`${auditDelivery}/approvals`}
      load={(query, signal) => answerOf(api.GET(`${auditDelivery}/approvals`, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      filters={filters}
      rowId={(row) => row.approval_id}
      selected={chosen}
      onSelect={setChosen}
      actions={<SpaceBetween direction="horizontal" size="xs">{act('approved', 'Approve Retry')}{act('denied', 'Deny')}{act('deferred', 'Defer')}</SpaceBetween>}
      details={(row) => ({ title: `Approval ${shortened(row.approval_id)}, ${row.connector}`, body: <ApprovalDetail approval={row} /> })}
      empty="No approval was asked for yet. Accept a retry, then ask with Plan Retry Approval."
    />
  );
}

function whyNotAll(chosen: readonly Approval[], answer: ApprovalAnswer): string | undefined {
  const reasons = chosen.map((row) => answer === 'approved' ? whyNotApprove(row) : whyNotEnd(row));
  const first = reasons.find((reason) => reason !== undefined);
  return chosen.length === 0 ? 'Choose the approvals that it is about.' : first && chosen.length > 1 ? `One of those chosen: ${first}` : first;
}
