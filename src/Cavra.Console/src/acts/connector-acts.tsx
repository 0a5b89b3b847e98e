import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { words } from '../parts/states';
import { counted } from '../time/words';
import { NotesField } from './fields';

interface ConnectorDialogProps {
  name: string;
  version?: string | undefined;
  close: () => void;
}

/** Sends a test event through a connector. */
export function TestConnectorDialog({ name, close }: ConnectorDialogProps) {
  return (
    <ActDialog
      title={`Test ${name}`}
      description="Sends a test event the way everything else is sent, and shows what comes back. A test that passes closes an open circuit and lets through what was held for it."
      confirm="Send test"
      body={{}}
      send={(body, key) => answerOf(api.POST('/connectors/{name}/test', { params: { path: { name }, header: { 'Idempotency-Key': key } }, body }))}
      succeeded={({ success }) => success}
      done={({ test, released_count }) => test.state === 'passed'
        ? `Passed${test.status_code ? `, answer ${test.status_code}` : ''}.${released_count > 0 ? ` ${counted(released_count, 'held delivery', 'held deliveries')} released.` : ''}`
        : `${words(test.state)}${test.status_code ? `, answer ${test.status_code}` : ''}${test.failure_class ? `, ${words(test.failure_class)}` : ''}. ${test.error ?? ''}`}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    />
  );
}

/** Stops everything through a connector. */
export function PauseConnectorDialog({ name, version, close }: ConnectorDialogProps) {
  const [seen] = useState(version);
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Pause ${name}`}
      description={<>Stops everything through <b>{name}</b> until somebody resumes it. What comes up meanwhile is held and recorded.</>}
      confirm="Pause"
      missing={reason.trim() === '' ? 'Say why.' : undefined}
      body={{ reason }}
      send={(body, key) => answerOf(api.POST('/connectors/{name}/pause', { params: { path: { name }, header: { 'Idempotency-Key': key, ...(seen ? { 'If-Match': seen } : {}) } }, body }))}
      done={() => `${name} is paused.`}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => <NotesField label="Why" member="reason" value={reason} onChange={setReason} errorOf={errorOf} description="Others read it beside the connector." />}
    </ActDialog>
  );
}

/** Lets things through a paused connector again. */
export function ResumeConnectorDialog({ name, version, close }: ConnectorDialogProps) {
  const [seen] = useState(version);
  return (
    <ActDialog
      title={`Resume ${name}`}
      description={<>Lets things through <b>{name}</b> again. What was held and never tried is sent, oldest first; failed audit deliveries are left to their retry plan.</>}
      confirm="Resume"
      body={{}}
      send={(body, key) => answerOf(api.POST('/connectors/{name}/resume', { params: { path: { name }, header: { 'Idempotency-Key': key, ...(seen ? { 'If-Match': seen } : {}) } }, body }))}
      done={({ released_count, left_to_plan_count }) => `${name} is resumed: ${counted(released_count, 'delivery', 'deliveries')} released, ${left_to_plan_count} left to the retry plan.`}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    />
  );
}
