import type { Approval } from '../../api/types';

export interface NextAct {
  act: 'plan' | 'approve' | 'execute' | undefined;
  /** The approval that it is about. */
  approval: Approval | undefined;
}

/** What brings a loop on that waits to be approved or executed. */
export function nextActOf(openGate: string | null, approvals: readonly Approval[]): NextAct {
  if (openGate !== 'approved' && openGate !== 'executed') {
    return { act: undefined, approval: undefined };
  }

  const approved = approvals.find((approval) => approval.state === 'approved');
  const requested = approvals.find((approval) => approval.state === 'requested');
  return approved ? { act: 'execute', approval: approved } : requested ? { act: 'approve', approval: requested } : { act: 'plan', approval: undefined };
}
