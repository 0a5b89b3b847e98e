import { expect, test } from 'vitest';
import type { Filtered } from '../table/columns';
import { countOf, sentenceOf, whyNot } from './selection';

const filtered = (total: number, words = ''): Filtered<string> => ({ total, words, parameters: {}, load: () => Promise.reject(new Error('not asked')) });

test('Without chosen rows it is everything that the filter selects, whatever the page shows', () => {
  const selection = { rows: [], filtered: filtered(45, 'provider siem') };
  expect(countOf(selection)).toBe(45);
  expect(sentenceOf(selection, 45, 'route', 'acknowledged')).toBe('45 routes of provider siem will be acknowledged.');
  expect(sentenceOf({ rows: [], filtered: filtered(2) }, 2, 'route', 'resolved')).toBe('All of the 2 routes will be resolved.');
});

test('Chosen rows are meant alone', () => {
  const selection = { rows: ['a'], filtered: filtered(900) };
  expect(countOf(selection)).toBe(1);
  expect(whyNot(selection, 'route')).toBeUndefined();
  expect(sentenceOf(selection, 1, 'route', 'escalated')).toBe('1 route that you chose will be escalated.');
});

test('Five hundred are done at once, and no more', () => {
  expect(whyNot({ rows: [], filtered: filtered(500) }, 'route')).toBeUndefined();
  expect(whyNot({ rows: [], filtered: filtered(501) }, 'route')).toContain('501 routes; at most 500');
  expect(whyNot({ rows: [], filtered: filtered(0) }, 'route')).toBe('The filter selects no route.');
});
