import { expect, test } from 'vitest';
import { oneTimeTokenOf } from './one-time-link';

test('The token of a link is what follows its hash', () => {
  expect(oneTimeTokenOf('/signin', '#abc-_9')).toBe('abc-_9');
  expect(oneTimeTokenOf('/cavra/signin/', '#abc')).toBe('abc');
});

test('No other page has a token', () => {
  expect(oneTimeTokenOf('/', '#abc')).toBeUndefined();
  expect(oneTimeTokenOf('/console/loops', '#abc')).toBeUndefined();
  expect(oneTimeTokenOf('/signin', '')).toBeUndefined();
});

test('A fragment that is no percent-encoding is taken as it is', () => {
  expect(oneTimeTokenOf('/signin', '#%E0%A4%A')).toBe('%E0%A4%A');
});
