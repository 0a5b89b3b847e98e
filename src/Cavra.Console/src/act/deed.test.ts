import { expect, test } from 'vitest';
import { sentenceOfDeed } from './deed';

const now = new Date('2026-11-28T12:02:00Z');
const at = '2026-11-28T12:00:00Z';

test('A deed says who did what, how long ago, why, and under which reference', () => {
  expect(sentenceOfDeed({ who: 'lee', did: 'accepted this', at, why: 'planned for tonight', reference: 'CHG-1042' }, now))
    .toBe('lee accepted this 2 min ago: “planned for tonight” (CHG-1042).');
});

test('What was not given is not said', () => {
  expect(sentenceOfDeed({ who: 'lee', did: 'paused it', at, why: null, reference: null }, now)).toBe('lee paused it 2 min ago.');
  expect(sentenceOfDeed({ who: 'lee', did: 'changed it', at, reference: 'CHG-7' }, now)).toBe('lee changed it 2 min ago (CHG-7).');
});
