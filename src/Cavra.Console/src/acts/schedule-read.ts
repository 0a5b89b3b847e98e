import { answerOf, api, wholeAnswerOf } from '../api/client';
import { schedules } from '../api/paths';
import type { DrillSchedule } from '../api/types';

interface ReadSchedule {
  schedule: DrillSchedule;
  version: string | undefined;
}

const pageLimit = 200;

/**
 * A schedule and its version. The version is asked for first: if somebody changes the schedule between the two, the
 * version is the older one, and what is decided on it is refused.
 */
export async function readSchedule(scheduleId: string): Promise<ReadSchedule> {
  const { response } = await wholeAnswerOf(api.GET('/runtime/go-pilot/rollback-drill-schedule', { params: { query: { schedule_id: scheduleId } } }));
  let cursor: string | undefined;
  do {
    const page = await answerOf(api.GET(schedules, { params: { query: { limit: pageLimit, ...(cursor ? { cursor } : {}) } } }));
    const schedule = page.items.find((item) => item.schedule_id === scheduleId);
    if (schedule) {
      return { schedule, version: response.headers.get('ETag') ?? undefined };
    }

    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  throw new Error(`${scheduleId} is not among the schedules.`);
}
