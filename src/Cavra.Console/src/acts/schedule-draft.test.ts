import { expect, test } from 'vitest';
import type { DrillSchedule } from '../api/types';
import { documentOf, draftOf, newSchedule, noOwner } from './schedule-draft';

const schedule = {
  schedule_id: 'nightly', environment: 'production', status: 'paused', interval_days: 30, next_due_at: '2026-12-01T09:00:00Z',
  owners: ['release-governance', 'platform-oncall'], notification_providers: ['siem', 'chat'], runbook_ref: 'runbook://rollback',
  owner_routes: { 'platform-oncall': { providers: ['chat'], acknowledgement_minutes: 15, escalation_owner: 'platform-lead' } },
  owner_calendars: { 'release-governance': { unavailable_windows: [{ start_at: '2026-12-24T00:00:00Z', end_at: '2026-12-27T00:00:00Z', reason: 'holidays | all' }] } },
  maintenance_windows: [{ window_id: 'freeze', start_at: '2026-12-20T00:00:00Z', end_at: '2027-01-02T00:00:00Z', reason: '', schedule_ids: [], providers: ['chat'], owners: ['a', 'b'] }],
} as unknown as DrillSchedule;

test('What stands is sent as it stands when nothing is typed over it', () => {
  const { environment, status, interval_days, next_due_at, owners, notification_providers, runbook_ref, owner_routes, owner_calendars } = schedule;
  expect(documentOf(draftOf(schedule))).toEqual({
    environment, status, interval_days, next_due_at, owners, notification_providers, runbook_ref, owner_routes, owner_calendars,
    maintenance_windows: [{ window_id: 'freeze', start_at: '2026-12-20T00:00:00Z', end_at: '2027-01-02T00:00:00Z', reason: '', providers: ['chat'], owners: ['a', 'b'] }],
  });
});

test('Empty lines and owners without a name are nothing', () => {
  expect(documentOf({ ...newSchedule, providers: ' siem, ,chat ', owners: [{ ...noOwner, name: ' lee ' }, noOwner], windows: '\n \n' })).toEqual({
    environment: 'production', status: 'active', interval_days: 30, next_due_at: null, owners: ['lee'], notification_providers: ['siem', 'chat'], runbook_ref: '',
    owner_routes: {}, owner_calendars: {}, maintenance_windows: [],
  });
});

test('What is no number is sent as it was typed, for the server to say so', () => {
  expect(documentOf({ ...newSchedule, interval: 'monthly' }).interval_days).toBe('monthly');
});
