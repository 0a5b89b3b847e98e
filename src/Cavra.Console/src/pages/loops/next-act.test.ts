import { expect, test } from 'vitest';
import type { Approval } from '../../api/types';
import { nextActOf } from './next-act';

const approvals = (...states: Approval['state'][]) => states.map((state) => ({ state }) as Approval);

test('Who may act next follows from where the loop waits and what was asked for', () => {
  expect(nextActOf('approved', []).act).toBe('plan');
  expect(nextActOf('approved', approvals('requested')).act).toBe('approve');
  expect(nextActOf('executed', approvals('approved', 'stale')).act).toBe('execute');
});

test('An approval that no longer counts has to be asked for again', () => {
  expect(nextActOf('approved', approvals('stale', 'denied', 'spent')).act).toBe('plan');
  expect(nextActOf('executed', approvals('expired')).act).toBe('plan');
});

test('A loop that waits elsewhere, or is closed, has nothing to approve', () => {
  expect(nextActOf('reviewed', approvals('approved')).act).toBeUndefined();
  expect(nextActOf(null, approvals('spent')).act).toBeUndefined();
});
