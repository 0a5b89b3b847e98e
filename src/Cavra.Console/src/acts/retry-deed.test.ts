import { expect, test } from 'vitest';
import { retryDeedOf } from './retry-deed';

const record = (provider: string, delivery_id: string | null, acknowledgement_state: string) => ({
  created_at: '2026-11-28T12:00:00Z', actor: 'lee', provider, delivery_id, acknowledgement_state, destination_count: 3, notes: null, external_ref: null,
});

test('The newest decision about the same delivery or its connector is what was done to this', () => {
  expect(retryDeedOf([record('chat', null, 'deferred'), record('siem', 'd1', 'accepted'), record('siem', 'd1', 'deferred')], 'siem', 'd1')?.did).toBe('accepted this');
  expect(retryDeedOf([record('siem', null, 'resolved')], 'siem', 'd1')?.did).toBe('resolved this');
});

test('A decision about another is told as that', () => {
  expect(retryDeedOf([record('chat', 'd9', 'deferred')], 'siem', 'd1')?.did).toBe('deferred 3 destinations of chat');
  expect(retryDeedOf([record('siem', 'd9', 'dismissed')], 'siem', 'd1')?.did).toBe('dismissed 3 destinations of siem');
});

test('Where nobody decided there is nothing to tell', () => {
  expect(retryDeedOf([], 'siem', undefined)).toBeUndefined();
});
