import type { Approval, Execution } from '../../api/types';
import { words } from '../../parts/states';

const changes: Record<Approval['stale_because'][number], string> = {
  package: 'the audit package is another',
  connector: 'the connector’s configuration is another',
  failed_attempts: 'it has failed again',
  policy: 'the workspace’s policy is another',
  acceptance: 'the retry is no longer accepted',
  destination: 'the destination is no longer open',
};

/** What has changed since an approval was asked for: `it has failed again, the workspace’s policy is another`. */
export function staleWords(because: Approval['stale_because']): string {
  return because.map((change) => changes[change]).join(', ');
}

const reasons: Record<string, string> = {
  'approval.own_acceptance': 'You accepted this retry: somebody else must approve it.',
  'approval.same_person': 'You have approved it already: each approval must be somebody else’s.',
  'approval.already_approved': 'Everybody needed has approved it: an executor can send it.',
  'approval.stale': 'What it was asked for has changed since: plan the approval again.',
  'approval.not_approvable': 'The destination is no longer open.',
  'approval.not_accepted': 'The retry is not accepted.',
  'approval.expired': 'It was not used in time: plan the approval again.',
  'approval.spent': 'It was used for a retry already.',
  'approval.ended': 'It was decided or used: there is nothing left to approve.',
  'access.forbidden': 'Approving needs the permission retry.approve.',
};

/** Why the caller can't approve it, in words; undefined when they can. */
export function whyNotApprove(approval: Pick<Approval, 'may_approve' | 'why_not' | 'stale_because'>): string | undefined {
  if (approval.may_approve) {
    return undefined;
  }

  return approval.why_not === 'approval.stale' && approval.stale_because.length > 0
    ? `It is stale: ${staleWords(approval.stale_because)}. Plan the approval again.`
    : reasonWords(approval.why_not);
}

/** A code of what stands against an approval or a retry, in words; a code that nobody put into words as it is. */
export function reasonWords(code: string | null): string {
  return code === null ? 'It can’t be approved now.' : reasons[code] ?? code;
}

/** Why an approval can no longer be denied or deferred; undefined while it can. */
export function whyNotEnd({ state }: Pick<Approval, 'state'>): string | undefined {
  return state === 'requested' || state === 'approved' ? undefined : `It is ${state}: there is nothing left to decide.`;
}

/** How far it is: `1 of 2`. */
export function givenOf({ approved_by: given, approvals_required: required }: Pick<Approval, 'approved_by' | 'approvals_required'>): string {
  return `${given.length} of ${required}`;
}

/** How a live retry went: `delivered`, or `skipped, approval required`. */
export function executionWords({ execution_status: status, skipped, outcome_unknown: isUnknown }: Pick<Execution, 'execution_status' | 'skipped' | 'outcome_unknown'>): string {
  return [status ?? 'under way', ...(skipped ? [words(skipped)] : []), ...(isUnknown ? ['outcome unknown'] : [])].join(', ');
}
