import { expect, test } from 'vitest';
import { counted, durationWords, fromNow } from './words';

test('A length of time has two units at most, and no zeros', () => {
  expect([0, 59, 60, 3_599, 3_600, 8_040, 86_400, 100_800, -5].map(durationWords))
    .toEqual(['0 s', '59 s', '1 min', '59 min', '1 h', '2 h 14 min', '1 d', '1 d 4 h', '0 s']);
});

test('An instant is ago or ahead', () => {
  const now = new Date('2026-11-28T12:00:00Z');
  expect(fromNow(new Date('2026-11-28T09:46:00Z'), now)).toBe('2 h 14 min ago');
  expect(fromNow(new Date('2026-11-28T12:04:00Z'), now)).toBe('in 4 min');
  expect(fromNow(now, now)).toBe('just now');
});

test('One is one', () => {
  expect([counted(0, 'loop'), counted(1, 'loop'), counted(1_200, 'loop'), counted(2, 'delivery', 'deliveries')])
    .toEqual(['0 loops', '1 loop', '1,200 loops', '2 deliveries']);
});
