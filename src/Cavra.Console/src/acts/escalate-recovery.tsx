import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import { counted, durationWords } from '../time/words';
import { useConnectorOptions } from './connector-options';
import { ChoiceField, numberOf, TextField } from './fields';
import { outcomesOf } from './outcomes';

/** Names the recoveries that take too long or still fail, and who is to be told. */
export function PlanRecoveryEscalationDialog({ objective, close }: { objective: number | undefined; close: () => void }) {
  const [minutes, setMinutes] = useState(String(objective ?? 240));
  return (
    <ActDialog
      title="Plan Recovery Escalation"
      description="Names the recoveries that are open for longer than the objective or whose connector still fails, and where each is to go. Nothing is sent."
      confirm="Plan"
      body={{ recovery_slo_minutes: numberOf(minutes) }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/recovery-escalation-plan`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      done={({ plan }) => (
        <>
          {counted(plan.route_count, 'recovery', 'recoveries')} to escalate, {plan.breached_count} late, {plan.failing_count} still failing, of {plan.recovery_open_count} open.
          <ul className="plain-list">
            {plan.routes.map((route) => (
              <li key={`${route.playbook_id} ${route.connector}`} className="breakable">
                {route.connector}: {route.reason === 'breached' ? 'open for too long' : 'still failing'}, open for {durationWords(route.age_minutes * 60)},{' '}
                to {route.escalation_connectors.join(', ') || 'nobody: no connector is marked for escalation'}
              </li>
            ))}
          </ul>
        </>
      )}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => <TextField label="Objective, minutes" member="recovery_slo_minutes" type="number" value={minutes} onChange={setMinutes} errorOf={errorOf} description="Open for longer is late. 1 to 43,200." />}
    </ActDialog>
  );
}

/** Sends the newest escalation plan. */
export function DeliverRecoveryEscalationDialog({ close }: { close: () => void }) {
  const [provider, setProvider] = useState('all');
  const options = useConnectorOptions('Every connector that takes escalations');
  return (
    <ActDialog
      title="Deliver Recovery Escalation"
      description="Sends the newest escalation plan to whoever is to know."
      confirm="Send"
      body={{ provider }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/recovery-escalations/{plan_id}/deliver`, { params: { path: { plan_id: 'latest' }, header: { 'Idempotency-Key': key } }, body }))}
      succeeded={({ success }) => success === true}
      done={({ plan, delivery, success }) => delivery
        ? <>{success === true ? `${counted(plan.route_count, 'recovery', 'recoveries')} escalated.` : 'Not every connector took the escalation.'} {outcomesOf(delivery)}</>
        : 'The plan names no recovery: nothing was sent.'}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => <ChoiceField label="Connectors" member="provider" value={provider} options={options} onChange={setProvider} errorOf={errorOf} />}
    </ActDialog>
  );
}
