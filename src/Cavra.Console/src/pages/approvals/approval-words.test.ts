import { expect, test } from 'vitest';
import { executionWords, givenOf, staleWords, whyNotApprove, whyNotEnd } from './approval-words';

test('What made an approval stale is said in words, all of it', () => {
  expect(staleWords(['failed_attempts', 'policy'])).toBe('it has failed again, the workspace’s policy is another');
  expect(staleWords([])).toBe('');
});

test('Who may approve is told nothing, who may not is told why', () => {
  expect(whyNotApprove({ may_approve: true, why_not: null, stale_because: [] })).toBeUndefined();
  expect(whyNotApprove({ may_approve: false, why_not: 'approval.own_acceptance', stale_because: [] })).toContain('You accepted this retry');
  expect(whyNotApprove({ may_approve: false, why_not: 'approval.same_person', stale_because: [] })).toContain('somebody else’s');
  expect(whyNotApprove({ may_approve: false, why_not: 'approval.stale', stale_because: ['connector'] })).toBe('It is stale: the connector’s configuration is another. Plan the approval again.');
});

test('A code without words is shown as it is', () => {
  expect(whyNotApprove({ may_approve: false, why_not: 'approval.moon_phase', stale_because: [] })).toBe('approval.moon_phase');
});

test('Only what was asked for or approved can be denied', () => {
  expect(whyNotEnd({ state: 'requested' })).toBeUndefined();
  expect(whyNotEnd({ state: 'approved' })).toBeUndefined();
  expect(whyNotEnd({ state: 'spent' })).toBe('It is spent: there is nothing left to decide.');
});

test('Approvals given are counted against those required', () => {
  expect(givenOf({ approved_by: [], approvals_required: 2 })).toBe('0 of 2');
});

test('How a retry went names why it was skipped, and whether anybody knows', () => {
  expect(executionWords({ execution_status: 'delivered', skipped: null, outcome_unknown: false })).toBe('delivered');
  expect(executionWords({ execution_status: 'skipped', skipped: 'freeze_window', outcome_unknown: false })).toBe('skipped, freeze window');
  expect(executionWords({ execution_status: 'failed', skipped: null, outcome_unknown: true })).toBe('failed, outcome unknown');
  expect(executionWords({ execution_status: null, skipped: null, outcome_unknown: false })).toBe('under way');
});
