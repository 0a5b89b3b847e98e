import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import type { NewState } from '../act/meanwhile';
import { answerOf, api, wholeAnswerOf } from '../api/client';
import { words } from '../parts/states';
import { counted } from '../time/words';
import { lastConnectorDeed } from './deeds';
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
  const [seen, setSeen] = useState(version);
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
      meanwhile={() => standingOf(name, false, setSeen)}
      onClose={close}
    >
      {(errorOf) => <NotesField label="Why" member="reason" value={reason} onChange={setReason} errorOf={errorOf} description="Others read it beside the connector." />}
    </ActDialog>
  );
}

/** Lets things through a paused connector again. */
export function ResumeConnectorDialog({ name, version, close }: ConnectorDialogProps) {
  const [seen, setSeen] = useState(version);
  return (
    <ActDialog
      title={`Resume ${name}`}
      description={<>Lets things through <b>{name}</b> again. What was held and never tried is sent, oldest first; failed audit deliveries are left to their retry plan.</>}
      confirm="Resume"
      body={{}}
      send={(body, key) => answerOf(api.POST('/connectors/{name}/resume', { params: { path: { name }, header: { 'Idempotency-Key': key, ...(seen ? { 'If-Match': seen } : {}) } }, body }))}
      done={({ released_count, left_to_plan_count }) => `${name} is resumed: ${counted(released_count, 'delivery', 'deliveries')} released, ${left_to_plan_count} left to the retry plan.`}
      evidence={({ metadata }) => [metadata]}
      meanwhile={() => standingOf(name, true, setSeen)}
      onClose={close}
    />
  );
}

/** How a connector stands now. Whoever wants what it is already has nothing left to decide. */
async function standingOf(name: string, isPausedToGoOn: boolean, see: (version: string | undefined) => void): Promise<NewState> {
  const { data, response } = await wholeAnswerOf(api.GET('/connectors/{name}', { params: { path: { name } } }));
  const isPaused = data.connector.pause !== null;
  return {
    deed: await lastConnectorDeed(data.connector), place: `/console/connectors/${encodeURIComponent(name)}`,
    goOn: isPaused === isPausedToGoOn ? () => see(response.headers.get('ETag') ?? undefined) : undefined,
  };
}
