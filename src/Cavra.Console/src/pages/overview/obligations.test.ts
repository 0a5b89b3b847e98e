import { expect, test } from 'vitest';
import { obligationWords, placeOfObligation } from './obligations';

const obligation = { count_is_lower_bound: false, breached_count: null, oldest_at: '', href: '', awaited_roles: [] };

test('One is one, and several are several', () => {
  expect(obligationWords({ ...obligation, kind: 'review', count: 1 })).toBe('1 loop awaits review');
  expect(obligationWords({ ...obligation, kind: 'review', count: 3 })).toBe('3 loops await review');
  expect(obligationWords({ ...obligation, kind: 'acknowledge_alert', count: 1 })).toBe('1 worker alert is unacknowledged');
  expect(obligationWords({ ...obligation, kind: 'acknowledge_alert', count: 2 })).toBe('2 worker alerts are unacknowledged');
  expect(obligationWords({ ...obligation, kind: 'close_recovery', count: 1 })).toBe('1 connector is to be brought back');
});

test('Late ones are said, and a count that is not exact says so', () => {
  expect(obligationWords({ ...obligation, kind: 'acknowledge_route', count: 2, breached_count: 1 })).toBe('2 drill notifications await an answer, 1 late');
  expect(obligationWords({ ...obligation, kind: 'review', count: 10_000, count_is_lower_bound: true })).toBe('10,000+ loops await review');
});

test('Each leads to the page where it is discharged', () => {
  expect(placeOfObligation('decide_approval')).toBe('/console/approvals?state=requested');
  expect(placeOfObligation('close_recovery')).toBe('/console/recovery');
  expect(placeOfObligation('approve')).toBe('/console/approvals');
});
