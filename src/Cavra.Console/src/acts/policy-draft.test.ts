import { expect, test } from 'vitest';
import { changeWords, policyBodyOf, policyDraftOf } from './policy-draft';

const policy = {
  retry_policy: { max_retry_attempts: 3, retry_delay_minutes: 15, backoff_multiplier: 2.5, max_retry_delay_minutes: 1440, allow_immediate_retry: false },
  require_retry_ack: true, approvals_required: 2, expires_after_minutes: 240, four_eyes: 'required' as const, review_minutes: 60,
  connector_review_minutes: { siem: 30 }, evidence_kept_days: 400,
  freeze_windows: [
    { window_id: 'holidays', start_at: '2026-12-24T00:00:00Z', end_at: '2026-12-27T00:00:00Z', reason: 'nobody is | there', connectors: ['siem', 'itsm'] },
    { window_id: 'year-end', start_at: '2026-12-31T00:00:00Z', end_at: '2027-01-01T00:00:00Z', reason: 'closing', connectors: [] },
  ],
};

test('A policy that nobody typed over is sent as it stands', () => {
  expect(policyBodyOf(policyDraftOf(policy))).toEqual({ ...policy, notes: null });
});

test('What is no number or instant is sent as typed, for the server to say so', () => {
  const body = policyBodyOf({ ...policyDraftOf(policy), approvals: 'two', windows: 'holidays | tomorrow | why', connectorReviews: 'siem' });

  expect(body.approvals_required).toBe('two');
  expect(body.freeze_windows[0]).toEqual({ window_id: 'holidays', start_at: 'tomorrow', end_at: '', reason: 'why', connectors: [] });
  expect(body.connector_review_minutes).toEqual({ siem: '' });
});

test('Evidence that is kept for ever is told by an empty field', () => {
  const { evidence_kept_days: _, ...forEver } = policy;
  const draft = policyDraftOf(forEver);

  expect(draft.keptDays).toBe('');
  expect(policyBodyOf(draft).evidence_kept_days).toBeNull();
  expect(policyBodyOf({ ...draft, keptDays: '90' }).evidence_kept_days).toBe(90);
});

test('A difference says what was and what is', () => {
  expect(changeWords({ member: 'approvals_required', before: 1, after: 2 })).toBe('approvals required: 1 → 2');
  expect(changeWords({ member: 'require_retry_ack', before: true, after: false })).toBe('require retry ack: yes → no');
  expect(changeWords({ member: 'freeze_windows.holidays', before: null, after: { reason: 'x' } })).toBe('freeze windows.holidays: nothing → {"reason":"x"}');
  expect(changeWords({ member: 'four_eyes', before: 'required', after: 'advisory' })).toBe('four eyes: required → advisory');
});
