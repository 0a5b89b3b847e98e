import type { components } from '../api/schema';
import type { DrillSchedule } from '../api/types';
import { numberOf, orNull } from './typed';

type Document = components['schemas']['DrillScheduleDocument'];

/** One owner's part of a schedule as it is typed. */
export interface OwnerDraft {
  name: string;
  providers: string;
  minutes: string;
  escalation: string;
  /** One absence on a line. */
  absences: string;
}

/** A drill schedule as it is typed. Names are separated by commas. */
export interface ScheduleDraft {
  environment: string;
  isActive: boolean;
  interval: string;
  nextDue: string;
  providers: string;
  runbook: string;
  owners: OwnerDraft[];
  /** One maintenance window on a line. */
  windows: string;
}

export const noOwner: OwnerDraft = { name: '', providers: '', minutes: '', escalation: '', absences: '' };

export const newSchedule: ScheduleDraft = {
  environment: 'production', isActive: true, interval: '30', nextDue: '', providers: '', runbook: '', owners: [noOwner], windows: '',
};

/** What stands, to be typed over. */
export function draftOf(schedule: DrillSchedule): ScheduleDraft {
  return {
    environment: schedule.environment, isActive: schedule.status === 'active', interval: String(schedule.interval_days),
    nextDue: schedule.next_due_at ?? '', providers: schedule.notification_providers.join(', '), runbook: schedule.runbook_ref,
    owners: schedule.owners.map((name) => {
      const route = schedule.owner_routes[name];
      return {
        name, providers: (route?.providers ?? []).join(', '), minutes: route?.acknowledgement_minutes ? String(route.acknowledgement_minutes) : '',
        escalation: route?.escalation_owner ?? '', absences: (schedule.owner_calendars[name]?.unavailable_windows ?? []).map(lineOf).join('\n'),
      };
    }),
    windows: schedule.maintenance_windows.map((window) => [
      window.window_id, lineOf(window),
      ...(['schedule_ids', 'providers', 'owners'] as const).filter((name) => window[name].length > 0).map((name) => `${name}=${window[name].join(',')}`),
    ].join(' | ')).join('\n'),
  };
}

/** What was typed as the document that the server takes. What is no number or instant is sent as typed, so that the server says so. */
export function documentOf(draft: ScheduleDraft): Document {
  const owners = draft.owners.filter((owner) => owner.name.trim() !== '');
  const routes = owners.filter((owner) => owner.providers.trim() + owner.minutes.trim() + owner.escalation.trim() !== '');
  const calendars = owners.filter((owner) => owner.absences.trim() !== '');
  return {
    environment: draft.environment.trim(), status: draft.isActive ? 'active' : 'paused', interval_days: numberOf(draft.interval),
    next_due_at: orNull(draft.nextDue), owners: owners.map((owner) => owner.name.trim()), notification_providers: namesIn(draft.providers),
    runbook_ref: draft.runbook.trim(),
    owner_routes: Object.fromEntries(routes.map((owner) => [owner.name.trim(), {
      providers: namesIn(owner.providers), escalation_owner: orNull(owner.escalation),
      ...(owner.minutes.trim() === '' ? {} : { acknowledgement_minutes: numberOf(owner.minutes) }),
    }])),
    owner_calendars: Object.fromEntries(calendars.map((owner) => [owner.name.trim(), { unavailable_windows: linesIn(owner.absences).map(periodOf) }])),
    maintenance_windows: linesIn(draft.windows).map((line) => {
      const [id = '', ...parts] = line.split('|').map((part) => part.trim());
      const lists = parts.filter((part) => listPattern.test(part)).map((part) => {
        const [name = '', names = ''] = part.split('=');
        return [name, namesIn(names)] as const;
      });
      return { window_id: id, ...periodOf(parts.filter((part) => !listPattern.test(part)).join(' | ')), ...Object.fromEntries(lists) };
    }),
  };
}

const listPattern = /^(schedule_ids|providers|owners)=/;

interface Period {
  start_at: string;
  end_at: string;
  reason: string;
}

export function lineOf({ start_at, end_at, reason }: Period): string {
  return `${start_at} to ${end_at}${reason === '' ? '' : ` | ${reason}`}`;
}

/** `2026-12-24T00:00:00Z to 2026-12-27T00:00:00Z | holidays` */
export function periodOf(line: string): Period {
  const [times = '', ...reason] = line.split('|').map((part) => part.trim());
  const [start = '', end = ''] = times.split(/\s+to\s+/);
  return { start_at: start, end_at: end, reason: reason.join(' | ') };
}

export function linesIn(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

export function namesIn(text: string): string[] {
  return text.split(',').map((name) => name.trim()).filter((name) => name !== '');
}
