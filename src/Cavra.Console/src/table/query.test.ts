import { expect, test } from 'vitest';
import { curlOf, filterOfId, instantOf, parametersOf, wordsOf } from './query';

const now = new Date('2026-11-28T12:00:00Z');

test('A period is counted back from now', () => {
  expect(instantOf('24h', now)).toBe('2026-11-27T12:00:00.000Z');
  expect(instantOf('15min', now)).toBe('2026-11-28T11:45:00.000Z');
  expect(instantOf('7d', now)).toBe('2026-11-21T12:00:00.000Z');
});

test('An instant is sent as it was typed', () => {
  expect(instantOf('2026-11-01T00:00:00Z', now)).toBe('2026-11-01T00:00:00Z');
  expect(instantOf('yesterday', now)).toBe('yesterday');
});

test('Only the filters of the list are parameters, and only those with a value', () => {
  const search = new URLSearchParams('provider=siem&state=&page=2&since=1h');
  expect(parametersOf(search, [{ name: 'provider', label: '' }, { name: 'state', label: '' }, { name: 'since', label: '', isTime: true }], now))
    .toEqual({ provider: 'siem', since: '2026-11-28T11:00:00.000Z' });
});

test('A quote in a filter does not end the argument of the command', () => {
  expect(curlOf('http://h/x', { actor: "o'neil & sons" }))
    .toBe(`curl -H "Authorization: Bearer $(cat admin.key)" 'http://h/x?actor=o%27neil+%26+sons'`);
});

test('A filter reads as words', () => {
  const search = new URLSearchParams('provider=siem&action=deliver&page=2&owner=');
  expect(wordsOf(search, [
    { name: 'provider', label: 'Provider' }, { name: 'action', label: 'Route action', options: [{ value: 'deliver', label: 'told' }] }, { name: 'owner', label: 'Owner' },
  ])).toBe('provider siem and route action told');
  expect(wordsOf(new URLSearchParams(), [])).toBe('');
});

test('A pasted id finds its filter; a word finds none', () => {
  const filters = [{ name: 'actor', label: 'Actor' }, { name: 'retry_plan_id', label: 'Retry plan', prefix: 'gordackretry' }];
  expect(filterOfId(` gordackretry-${'0'.repeat(32)}`, filters)?.name).toBe('retry_plan_id');
  expect(filterOfId(`gordackdest-${'0'.repeat(32)}`, filters)).toBeUndefined();
  expect(filterOfId('dana', filters)).toBeUndefined();
});
