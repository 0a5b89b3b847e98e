import { expect, test } from 'vitest';
import { idsOf, laterOf, objectiveOf, proofsOf } from './proofs';

const none = { executions: [], tests: [], attempts: [] };

test('Only what succeeded after the instant is offered as proof, newest first', () => {
  const offered = proofsOf({
    executions: [
      { execution_id: 'late', delivery_success: true, executed_at: '2026-11-28T12:00:00Z' },
      { execution_id: 'failed', delivery_success: false, executed_at: '2026-11-28T12:00:00Z' },
      { execution_id: 'early', delivery_success: true, executed_at: '2026-11-28T09:00:00Z' },
    ],
    tests: [{ test_id: 'test', state: 'passed', begun_at: '2026-11-28T13:00:00Z' }, { test_id: 'broken', state: 'failed', begun_at: '2026-11-28T13:00:00Z' }],
    attempts: [{ attempt_id: 'attempt', outcome: 'accepted', started_at: '2026-11-28T11:00:00Z' }, { attempt_id: 'open', outcome: 'accepted', started_at: null }],
  }, '2026-11-28T10:00:00Z');

  expect(offered.map((option) => option.value)).toEqual(['test', 'late', 'attempt']);
  expect(offered[0]?.label).toContain('test passed');
});

test('What happened at the very instant proves nothing', () => {
  expect(proofsOf({ ...none, tests: [{ test_id: 'test', state: 'passed', begun_at: '2026-11-28T10:00:00Z' }] }, '2026-11-28T10:00:00Z')).toEqual([]);
});

test('The later of two instants is found whatever their zone', () => {
  expect(laterOf('2026-11-28T10:00:00Z', '2026-11-28T10:30:00+01:00')).toBe('2026-11-28T10:00:00Z');
});

test('Ids are taken apart, each once', () => {
  expect(idsOf(' a-1, b-2\na-1 ')).toEqual(['a-1', 'b-2']);
  expect(idsOf('')).toEqual([]);
});

test('An objective that the server would refuse is not asked for', () => {
  expect(objectiveOf('60')).toBe(60);
  expect(objectiveOf('0')).toBeUndefined();
  expect(objectiveOf('43201')).toBeUndefined();
  expect(objectiveOf('1e3')).toBeUndefined();
  expect(objectiveOf(null)).toBeUndefined();
});
