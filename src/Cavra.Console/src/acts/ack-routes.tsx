import { ActDialog } from '../act/act-dialog';
import { doToMany } from '../act/many';
import { OutcomeList } from '../act/outcome-list';
import { missingOf, sentenceOf, useSelected, type Selection } from '../act/selection';
import { answerOf, api } from '../api/client';
import { notifications } from '../api/paths';
import type { RouteRow } from '../api/types';
import { ProblemAlert } from '../parts/problem-alert';
import { counted } from '../time/words';
import { AnswerFields, useAnswer } from './answer-fields';
import { answersTo, type RouteAnswer } from './route-answers';

export type RouteState = 'acknowledged' | 'escalated' | 'resolved' | 'dismissed';

const states = [
  { value: 'acknowledged', label: 'Acknowledge', description: 'Seen; it is being worked on.' },
  { value: 'escalated', label: 'Escalate', description: 'Somebody else must answer.' },
  { value: 'resolved', label: 'Resolve', description: 'The drill was done, or is no longer due.' },
  { value: 'dismissed', label: 'Dismiss', description: 'It needs no answer.' },
];

/** The most that the server takes in one request. */
const partSize = 100;

interface AckRoutesDialogProps {
  selection: Selection<RouteRow>;
  initial?: RouteState;
  close: () => void;
  /** Told which could not be answered, once it was tried. */
  tried: (failed: RouteRow[]) => void;
}

/** Answers notification routes: those that were chosen, or all that the filter selects. */
export function AckRoutesDialog({ selection, initial = 'acknowledged', close, tried }: AckRoutesDialogProps) {
  const { items, error } = useSelected(selection);
  const answer = useAnswer(initial);
  const { state } = answer;
  const count = items?.length;
  const answers = answersTo(items ?? []);
  const send = async (body: { answers: RouteAnswer[]; state: string; reference: string | null; notes: string | null }, key: string) => {
    const outcomes = await doToMany(body.answers, partSize, async (part, index) => (await answerOf(api.POST(`${notifications}/acknowledgements/bulk`, {
      params: { header: { 'Idempotency-Key': `${key}-${index}` } },
      body: {
        routes: part.map(({ schedule_id, connector, plan_id }) => ({ schedule_id, provider: connector, plan_id })),
        acknowledgement_state: body.state as RouteState, external_ref: body.reference, notes: body.notes,
      },
    }))).metadata);
    const failed = outcomes.filter((outcome) => outcome.refusal).map((outcome) => outcome.item);
    tried((items ?? []).filter((route) => failed.some((one) => isFor(one, route))));
    return outcomes;
  };
  return (
    <ActDialog
      title={count === undefined ? 'Answer routes' : `Answer ${counted(count, 'route')}`}
      description={count === undefined
        ? error === undefined ? 'Counting what the filter selects…' : <ProblemAlert error={error} />
        : <>{sentenceOf(selection, count, 'route', state)} An answer is given to a connector of a plan: it counts for every owner whom that connector told.</>}
      confirm={states.find((item) => item.value === state)?.label ?? 'Answer'}
      missing={missingOf(selection, count, 'route')}
      body={{ answers, ...answer.body }}
      send={send}
      succeeded={(outcomes) => outcomes.every((outcome) => !outcome.refusal)}
      done={(outcomes) => <OutcomeList outcomes={outcomes.flatMap((outcome) => outcome.item.owners.map((owner) => ({ ...outcome, item: { ...outcome.item, owner } })))}
        one="route" done={state} nameOf={({ schedule_id, connector, owner }) => `${schedule_id} by ${connector} to ${owner}`} />}
      evidence={(outcomes) => outcomes.slice(0, 1).map((outcome) => outcome.evidence)}
      onClose={close}
    >
      {(errorOf) => (
        <AnswerFields answer={answer} states={states} example="CHG-1042" errorOf={errorOf} />
      )}
    </ActDialog>
  );
}

function isFor(answer: RouteAnswer, route: RouteRow): boolean {
  return answer.schedule_id === route.schedule_id && answer.connector === route.connector && answer.plan_id === route.plan_id;
}
