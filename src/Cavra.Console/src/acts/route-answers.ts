import type { RouteRow } from '../api/types';

/** The routes that one answer is given to: a plan's of one schedule by one connector, whoever owns them. */
export interface RouteAnswer {
  schedule_id: string;
  connector: string;
  plan_id: string;
  owners: string[];
}

/** The answers that routes need: the server takes each connector of a plan once. */
export function answersTo(routes: readonly Pick<RouteRow, 'schedule_id' | 'connector' | 'plan_id' | 'owner'>[]): RouteAnswer[] {
  const answers = new Map<string, RouteAnswer>();
  for (const { schedule_id, connector, plan_id, owner } of routes) {
    const key = JSON.stringify([schedule_id, connector, plan_id]);
    const answer = answers.get(key) ?? { schedule_id, connector, plan_id, owners: [] };
    answer.owners.push(owner);
    answers.set(key, answer);
  }

  return [...answers.values()];
}
