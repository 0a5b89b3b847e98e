import { expect, test } from 'vitest';
import { pages } from './pages';
import { placeOf } from './places';
import { suggestionsFor } from './suggestions';

const places = (text: string, connectors: string[] = []) => suggestionsFor(text, pages, connectors).map((suggestion) => suggestion.place);

test('An id of any kind has its page', () => {
  expect(placeOf('gordackdest-01a2')).toBe('/console/loops/gordackdest-01a2');
  expect(placeOf('gordackretry-01a2')).toBe('/console/retry-plans/gordackretry-01a2');
  expect(placeOf('gordackworker-01a2')).toBe('/console/worker/runs/gordackworker-01a2');
  expect(placeOf('gordackhealth-01a2')).toBe('/console/health-alerts?health_id=gordackhealth-01a2');
  expect(placeOf('gordackapproval-01a2')).toBe('/console/approvals?row=gordackapproval-01a2');
  expect(placeOf('gordackretryexec-01a2')).toBe('/console/approvals?tab=records&row=gordackretryexec-01a2');
  expect(placeOf('gordackrecovery-01a2')).toBe('/console/recovery/gordackrecovery-01a2');
  expect(placeOf('gordackretryapproval-01a2')).toContain('/console/evidence?metadata_kind=');
  expect(placeOf('gordackretryapprovaldecision-01a2')).toContain('approval-decision');
  expect(placeOf('gordackrecoveryclosure-01a2')).toContain('recovery-closure');
  expect(placeOf('gordackrecoveryesc-01a2')).toContain('recovery-escalation-plan');
  expect(placeOf('evidence-01a2')).toBe('/console/evidence/evidence-01a2');
  expect(placeOf('gordackdelivery-01a2')).toBe('/console/evidence?delivery_id=gordackdelivery-01a2');
  expect(placeOf('siem')).toBeUndefined();
});

test('A pasted id leads to one place, spaces around it left out', () => {
  expect(places('  gordackretry-01a2\n')).toEqual(['/console/retry-plans/gordackretry-01a2']);
});

test('Words lead to pages and connectors that hold all of them', () => {
  expect(places('retry')[0]).toBe('/console/retry-plans');
  expect(places('drill notif')[0]).toBe('/console/notifications');
  expect(places('sie', ['siem', 'chat'])[0]).toBe('/console/connectors/siem');
});

test('What is in an address is kept apart from it', () => {
  expect(places('a/b?c#d').at(-1)).toBe('/console/evidence?actor=a%2Fb%3Fc%23d');
});
