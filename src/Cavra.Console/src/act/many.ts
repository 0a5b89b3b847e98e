import { problemOf, type ProblemDocument } from '../api/problem';
import type { Metadata } from '../api/types';

/** What became of one of many: its evidence, or why it was not done. */
export interface Outcome<T> {
  item: T;
  evidence?: Metadata | undefined;
  refusal?: ProblemDocument | undefined;
}

/** The most that are done to at once: more are not looked over before they are sent. */
export const mostAtOnce = 500;

/** Sends some of them, all or none, and answers with the evidence of each in their order. */
export type SendPart<T> = (items: readonly T[], part: number) => Promise<readonly Metadata[]>;

/**
 * Does one thing to many, in parts. Those that the server refuses by name are left out and the others sent again; a
 * refusal that names none ends it, for what follows would meet the same.
 */
export async function doToMany<T>(items: readonly T[], partSize: number, send: SendPart<T>): Promise<Outcome<T>[]> {
  const outcomes = new Map<T, Outcome<T>>();
  let part = 0;
  for (let from = 0; from < items.length; from += partSize) {
    let rest = items.slice(from, from + partSize);
    while (rest.length > 0) {
      try {
        const evidence = await send(rest, part);
        rest.forEach((item, index) => outcomes.set(item, { item, evidence: evidence[index] }));
        rest = [];
      } catch (failure) {
        const refusal = problemOf(failure);
        const refused = refusedOf(rest, refusal);
        if (refused.length === 0 && outcomes.size === 0) {
          throw failure;
        }

        if (refused.length === 0) {
          return items.map((item) => outcomes.get(item) ?? { item, refusal });
        }

        refused.forEach((item) => outcomes.set(item, { item, refusal: { ...refusal, errors: undefined } }));
        rest = rest.filter((item) => !outcomes.has(item));
      }

      part += 1;
    }
  }

  return items.map((item) => outcomes.get(item) ?? { item });
}

const aboutOne = new Set([404, 409, 412]);

/** Those that a refusal is about: the places that it names (`/routes/3`), or the only one that was sent. */
function refusedOf<T>(sent: readonly T[], { status, errors }: ProblemDocument): T[] {
  const places = Object.keys(errors ?? {}).map((pointer) => /^\/[a-z_]+\/(\d+)(\/|$)/.exec(pointer)?.[1]);
  if (places.length > 0 && places.every((place) => place !== undefined)) {
    return sent.filter((_, index) => places.includes(String(index)));
  }

  return sent.length === 1 && places.length === 0 && aboutOne.has(status) ? [...sent] : [];
}
