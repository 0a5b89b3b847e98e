import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActButton } from '../../act/act-button';
import { ActDialog } from '../../act/act-dialog';
import { numberOf, TextField } from '../../acts/fields';
import { answerOf, api } from '../../api/client';
import { reads } from '../../api/queries';
import { Panel } from '../../parts/panel';
import { Instant } from '../../time/since';

/** The keys that sign the log. */
export function LogKeysPanel() {
  const keys = useQuery(reads.logKeys);
  return (
    <Panel title="Signing keys" what="the signing keys" query={keys} description="Their public parts, for whoever verifies. The private parts stay in the data directory."
      actions={<ActButton permission="keys.manage" dialog={(close) => <RotateDialog close={close} />}>Rotate</ActButton>}>
      {(data) => (
        <ul className="lines">
          {data.items.map((key) => (
            <li key={key.verifier_key}>
              <div className="id breakable">{key.verifier_key}</div>
              <div>since <Instant at={key.created_at} />{key.signs_until ? <>, signs until <Instant at={key.signs_until} /></> : ', signs now'}</div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function RotateDialog({ close }: { close: () => void }) {
  const [days, setDays] = useState('30');
  return (
    <ActDialog
      title="Rotate signing key"
      description="Makes a new signing key. The present one signs beside it for a while, so that verifiers have time to learn the new one."
      confirm="Rotate"
      body={{ overlap_days: numberOf(days) }}
      send={(body, key) => answerOf(api.POST('/evidence/keys', { params: { header: { 'Idempotency-Key': key } }, body }))}
      done={({ log_key, lost_keys }) => (
        <SpaceBetween size="xs">
          <div>The new key: <span className="id breakable">{log_key.verifier_key}</span></div>
          {lost_keys.length > 0 ? <div>{lost_keys.length} key could no longer be read and was retired.</div> : null}
        </SpaceBetween>
      )}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => <TextField label="Signs beside the new one for, days" member="overlap_days" type="number" value={days} onChange={setDays} errorOf={errorOf} />}
    </ActDialog>
  );
}
