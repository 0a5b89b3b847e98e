import { ActDialog } from '../act/act-dialog';
import { doToMany } from '../act/many';
import { OutcomeList } from '../act/outcome-list';
import { missingOf, sentenceOf, useSelected, type Selection } from '../act/selection';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import type { OutstandingAlert } from '../api/types';
import { shortened } from '../parts/id';
import { ProblemAlert } from '../parts/problem-alert';
import { counted } from '../time/words';
import { AnswerFields, useAnswer } from './answer-fields';

type AlertState = 'acknowledged' | 'escalated' | 'resolved' | 'dismissed';

const states = [
  { value: 'acknowledged', label: 'Acknowledge', description: 'Seen; it is being worked on.' },
  { value: 'escalated', label: 'Escalate', description: 'The escalation connectors are alerted.' },
  { value: 'resolved', label: 'Resolve', description: 'What it was about is mended.' },
  { value: 'dismissed', label: 'Dismiss', description: 'It is not repeated; an answer is still owed.' },
];

interface AckAlertsDialogProps {
  selection: Selection<OutstandingAlert>;
  close: () => void;
  /** Told which could not be answered, once it was tried. */
  tried: (failed: OutstandingAlert[]) => void;
}

/** Answers worker-health alerts: those that were chosen, or all that await an answer. */
export function AckAlertsDialog({ selection, close, tried }: AckAlertsDialogProps) {
  const { items, error } = useSelected(selection);
  const answer = useAnswer('acknowledged');
  const { state } = answer;
  const count = items?.length;
  const send = async (body: { alerts: readonly OutstandingAlert[]; state: string; reference: string | null; notes: string | null }, key: string) => {
    const outcomes = await doToMany(body.alerts, 1, (part, index) => Promise.all(part.map(async (alert) => (await answerOf(
      api.POST(`${auditDelivery}/worker-health-alerts/{health_id}/acknowledgements`, {
        params: { path: { health_id: alert.health_id }, header: { 'Idempotency-Key': `${key}-${index}` } },
        body: { provider: alert.connector, acknowledgement_state: body.state as AlertState, external_ref: body.reference, notes: body.notes },
      }))).metadata)));
    tried(outcomes.filter((outcome) => outcome.refusal).map((outcome) => outcome.item));
    return outcomes;
  };
  return (
    <ActDialog
      title={count === undefined ? 'Answer worker alerts' : `Answer ${counted(count, 'worker alert')}`}
      description={count === undefined
        ? error === undefined ? 'Counting what awaits an answer…' : <ProblemAlert error={error} />
        : sentenceOf(selection, count, 'worker alert', state)}
      confirm={states.find((item) => item.value === state)?.label ?? 'Answer'}
      missing={missingOf(selection, count, 'worker alert')}
      body={{ alerts: items ?? [], ...answer.body }}
      send={send}
      succeeded={(outcomes) => outcomes.every((outcome) => !outcome.refusal)}
      done={(outcomes) => <OutcomeList outcomes={outcomes} one="worker alert" done={state} nameOf={(alert) => `${alert.connector}, health ${shortened(alert.health_id)}`} />}
      evidence={(outcomes) => outcomes.slice(0, 1).map((outcome) => outcome.evidence)}
      onClose={close}
    >
      {(errorOf) => (
        <AnswerFields answer={answer} states={states} example="INC-2042" errorOf={errorOf} />
      )}
    </ActDialog>
  );
}
