import { expect, test } from 'vitest';
import { answersTo } from './route-answers';

const route = (schedule_id: string, connector: string, plan_id: string, owner: string) => ({ schedule_id, connector, plan_id, owner });

test('Owners whom one connector told of one plan are answered together', () => {
  const answers = answersTo([route('nightly', 'siem', 'p1', 'lee'), route('nightly', 'siem', 'p1', 'dana'), route('nightly', 'chat', 'p1', 'lee')]);
  expect(answers.map((answer) => [answer.connector, answer.owners])).toEqual([['siem', ['lee', 'dana']], ['chat', ['lee']]]);
});

test('Another plan or schedule is another answer', () => {
  expect(answersTo([route('nightly', 'siem', 'p1', 'lee'), route('nightly', 'siem', 'p2', 'lee'), route('weekly', 'siem', 'p1', 'lee')])).toHaveLength(3);
});
