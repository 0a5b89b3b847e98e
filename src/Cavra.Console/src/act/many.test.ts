import { expect, test } from 'vitest';
import { ProblemError } from '../api/problem';
import type { Metadata } from '../api/types';
import { doToMany } from './many';

const proofOf = (item: string) => ({ evidence_id: `evidence-${item}` }) as Metadata;

function refuse(status: number, errors?: Record<string, string[]>): never {
  throw new ProblemError({ title: 'Refused', status, detail: 'No.', code: 'test.no', errors });
}

test('Many are sent in parts, and each has its own evidence', async () => {
  const parts: string[][] = [];
  const outcomes = await doToMany(['a', 'b', 'c'], 2, async (items) => {
    parts.push([...items]);
    return items.map(proofOf);
  });
  expect(parts).toEqual([['a', 'b'], ['c']]);
  expect(outcomes.map((outcome) => outcome.evidence?.evidence_id)).toEqual(['evidence-a', 'evidence-b', 'evidence-c']);
});

test('What is refused by name is left out, and the others are sent again under another key', async () => {
  const parts: number[] = [];
  const outcomes = await doToMany(['a', 'gone', 'c'], 100, async (items, part) => {
    parts.push(part);
    const place = items.indexOf('gone');
    return place >= 0 ? refuse(404, { [`/routes/${place}`]: ['There is no such route.'] }) : items.map(proofOf);
  });
  expect(outcomes.map((outcome) => outcome.refusal?.code)).toEqual([undefined, 'test.no', undefined]);
  expect(new Set(parts).size).toBe(2);
});

test('The only one that was sent is refused by what is said of it, and the next one is sent', async () => {
  const outcomes = await doToMany(['gone', 'b'], 1, async (items) => items[0] === 'gone' ? refuse(404) : items.map(proofOf));
  expect(outcomes.map((outcome) => outcome.refusal?.status)).toEqual([404, undefined]);
});

test('A refusal of the whole before anything was done is the answer', async () => {
  await expect(doToMany(['a', 'b'], 1, async () => refuse(400, { '/notes': ['Too long.'] }))).rejects.toThrow('No.');
});

test('A refusal of the whole later leaves the others undone', async () => {
  const sent: string[] = [];
  const outcomes = await doToMany(['a', 'b', 'c'], 1, async (items) => {
    sent.push(...items);
    return items[0] === 'b' ? refuse(429) : items.map(proofOf);
  });
  expect(sent).toEqual(['a', 'b']);
  expect(outcomes.map((outcome) => outcome.refusal?.status)).toEqual([undefined, 429, 429]);
});
