import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { components } from '../../api/schema';
import { Id } from '../../parts/id';
import { State } from '../../parts/states';
import { ApiTable } from '../../table/api-table';
import type { Column } from '../../table/columns';
import { Since } from '../../time/since';

type Playbook = components['schemas']['RecoveryPlaybookItem'];

const columns: Column<Playbook>[] = [
  { id: 'id', header: 'Playbook', width: 130, cell: (row) => <Id value={row.playbook_id} to={`/console/recovery/${row.playbook_id}`} what="playbook id" />, text: (row) => row.playbook_id },
  { id: 'at', header: 'Made', width: 140, cell: (row) => <Since at={row.generated_at} />, text: (row) => row.generated_at },
  { id: 'by', header: 'By', width: 140, cell: (row) => row.generated_by, text: (row) => row.generated_by },
  { id: 'level', header: 'Level', width: 120, cell: (row) => <State value={row.alert_level} />, text: (row) => row.alert_level },
  { id: 'connectors', header: 'Connectors', cell: (row) => row.connectors.join(', ') || 'none', text: (row) => row.connectors.join(' ') },
  { id: 'failures', header: 'Open failures', width: 140, cell: (row) => row.failure_count, text: (row) => row.failure_count },
];

/** Every playbook, newest first. */
export function PlaybooksTable() {
  return (
    <ApiTable<Playbook>
      id="recovery-playbooks"
      title="Playbooks"
      path={`${auditDelivery}/connector-recovery-playbooks`}
      load={(query, signal) => answerOf(api.GET(`${auditDelivery}/connector-recovery-playbooks`, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      rowId={(row) => row.playbook_id}
      empty="No playbook was made yet. Recovery Playbook makes one from the failures that are open."
    />
  );
}
