import { expect, test } from 'vitest';
import { rangeWords, removableWords } from './retention-words';

test('A range names its last entry, and one entry alone is no range', () => {
  expect(rangeWords(0, 65_536)).toBe('entries 0 to 65535');
  expect(rangeWords(7, 8)).toBe('entry 7');
});

test('How much would go is said in words', () => {
  expect([0, 1, 65_536].map(removableWords)).toEqual(['nothing', '1 entry', '65,536 entries']);
});
