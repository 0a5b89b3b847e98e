import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { ActButton } from '../../act/act-button';
import { CreateKeyDialog, RevokeKeyDialog } from '../../acts/key-acts';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { Id } from '../../parts/id';
import { State } from '../../parts/states';
import { ApiTable } from '../../table/api-table';
import type { Column } from '../../table/columns';
import { Since } from '../../time/since';

type Key = components['schemas']['ApiKeyView'];

/** Every API key of the workspace. The keys themselves were shown once and are not kept. */
export function KeysTable() {
  const [revoked, setRevoked] = useState<Key>();
  const columns: Column<Key>[] = [
    { id: 'name', header: 'Name', cell: (row) => row.name, text: (row) => row.name, width: 150 },
    { id: 'roles', header: 'Roles', cell: (row) => row.roles.join(', '), text: (row) => row.roles.join(' '), width: 200 },
    { id: 'state', header: 'State', cell: (row) => <State value={standingOf(row) === 'valid' ? 'active' : 'paused'}>{standingOf(row)}</State>, text: standingOf, width: 110 },
    { id: 'used', header: 'Last used', cell: (row) => <Since at={row.last_used_at} />, text: (row) => row.last_used_at, width: 120 },
    { id: 'created', header: 'Issued', cell: (row) => <><Since at={row.created_at} /> by {row.created_by}</>, text: (row) => row.created_at, width: 190 },
    { id: 'expires', header: 'Expires', cell: (row) => <Since at={row.expires_at} />, text: (row) => row.expires_at, width: 100 },
    { id: 'networks', header: 'From', cell: (row) => row.allow_networks.join(', ') || 'anywhere', text: (row) => row.allow_networks.join(' '), hidden: true },
    { id: 'id', header: 'Id', cell: (row) => <Id value={row.key_id} what="key id" />, text: (row) => row.key_id, hidden: true },
    {
      id: 'revoke', header: 'Revoke', width: 110, cell: (row) => row.revoked_at
        ? '–'
        : <Button variant="inline-link" ariaLabel={`Revoke ${row.name}`} onClick={() => setRevoked(row)}>Revoke</Button>,
    },
  ];
  return (
    <>
      <ApiTable<Key>
        id="keys"
        title="API keys"
        path="/access/keys"
        load={(query, signal) => answerOf(api.GET('/access/keys', { params: { query }, ...(signal ? { signal } : {}) }))}
        columns={columns}
        rowId={(row) => row.key_id}
        actions={<ActButton permission="keys.manage" variant="primary" dialog={(close) => <CreateKeyDialog close={close} />}>Create key</ActButton>}
        empty="There is no key."
      />
      {revoked ? <RevokeKeyDialog keyId={revoked.key_id} name={revoked.name} close={() => setRevoked(undefined)} /> : null}
    </>
  );
}

function standingOf(key: Key): string {
  return key.revoked_at ? 'revoked' : key.expires_at && Date.parse(key.expires_at) <= Date.now() ? 'expired' : 'valid';
}
