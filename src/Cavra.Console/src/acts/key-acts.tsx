import Alert from '@cloudscape-design/components/alert';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { orNull, TextField } from './fields';

const roles = [
  { value: 'auditor', description: 'reads, exports and verifies evidence' },
  { value: 'operator', description: 'acknowledges, plans, delivers, pauses connectors' },
  { value: 'approver', description: 'decides about approvals' },
  { value: 'executor', description: 'starts live runs' },
  { value: 'ci', description: 'records drills, decides about retries, reads loops and health' },
  { value: 'admin', description: 'keys, schedules, tests of connectors' },
];

/** Issues an API key, which is shown once. */
export function CreateKeyDialog({ close }: { close: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['auditor']);
  const [days, setDays] = useState('90');
  const [networks, setNetworks] = useState('');
  const [now] = useState(() => Date.now());
  const lifetime = orNull(days) ? Number(days) : undefined;
  return (
    <ActDialog
      title="Create API key"
      description="Issues a key for a person, a pipeline or a script. It is shown once, here, and cannot be shown again."
      confirm="Create"
      missing={name.trim() === '' ? 'Name who gets it.' : chosen.length === 0 ? 'Choose a role.' : undefined}
      body={{
        name: name.trim(), roles: chosen, expires_at: lifetime !== undefined && Number.isFinite(lifetime) ? new Date(now + lifetime * 86_400_000).toISOString() : null,
        allow_networks: networks.split(/[\s,]+/).filter((network) => network !== ''),
      }}
      send={(body, key) => answerOf(api.POST('/access/keys', { params: { header: { 'Idempotency-Key': key } }, body }))}
      done={({ name: issued, key }) => (
        <SpaceBetween size="xs">
          <div>The key of {issued}. Copy it now: it is not shown again.</div>
          {key
            ? <CopyToClipboard variant="inline" textToCopy={key} copyButtonAriaLabel="Copy the key" copySuccessText="Copied" copyErrorText="The browser did not allow it" />
            : <Alert type="warning">It was shown when it was first created.</Alert>}
        </SpaceBetween>
      )}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <TextField label="Name" member="name" value={name} onChange={setName} errorOf={errorOf} placeholder="release-manager" />
          <FormField label="Roles" errorText={errorOf('roles') ?? ''}>
            <Multiselect selectedOptions={chosen.map((role) => ({ value: role, label: role }))} expandToViewport placeholder="Choose roles"
              options={roles.map((role) => ({ ...role, label: role.value }))} onChange={({ detail }) => setChosen(detail.selectedOptions.map((option) => option.value ?? ''))} />
          </FormField>
          <TextField label="Valid for, days" isOptional member="expires_at" type="number" value={days} onChange={setDays} errorOf={errorOf} description="Empty: until it is revoked." />
          <TextField label="Only from these networks" isOptional member="allow_networks" value={networks} onChange={setNetworks} errorOf={errorOf} placeholder="10.0.0.0/8" />
        </SpaceBetween>
      )}
    </ActDialog>
  );
}

/** Takes a key's right away, at once. */
export function RevokeKeyDialog({ keyId, name, close }: { keyId: string; name: string; close: () => void }) {
  return (
    <ActDialog
      title={`Revoke ${name}`}
      description={<>Whoever holds the key of <b>{name}</b> is out at once, and so are sessions that were begun with it. It cannot be taken back.</>}
      confirm="Revoke"
      body={{}}
      send={(body, key) => answerOf(api.POST('/access/keys/{key_id}/revoke', { params: { path: { key_id: keyId }, header: { 'Idempotency-Key': key } }, body }))}
      done={() => `The key of ${name} is revoked.`}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    />
  );
}
