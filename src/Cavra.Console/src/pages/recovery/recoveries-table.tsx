import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { UseQueryResult } from '@tanstack/react-query';
import { ActButton } from '../../act/act-button';
import { CloseRecoveryDialog } from '../../acts/close-recovery';
import type { RecoveryRow } from '../../api/types';
import { Id } from '../../parts/id';
import { Link } from '../../parts/link';
import { ProblemAlert } from '../../parts/problem-alert';
import { State } from '../../parts/states';
import { Since } from '../../time/since';
import { durationWords } from '../../time/words';

interface RecoveriesTableProps {
  query: Pick<UseQueryResult<{ recovery_rows: readonly RecoveryRow[] }>, 'data' | 'isPending' | 'isError' | 'error' | 'refetch'>;
  /** Where the playbook is already shown. */
  isOfOnePlaybook?: boolean;
}

/** Every open recovery, oldest first, then those closed last. */
export function RecoveriesTable({ query, isOfOnePlaybook = false }: RecoveriesTableProps) {
  const rows = query.data?.recovery_rows ?? [];
  return (
    <Table
      items={rows}
      trackBy={(row) => `${row.playbook_id} ${row.connector}`}
      loading={query.isPending}
      loadingText="Asking for recoveries"
      wrapLines
      resizableColumns
      ariaLabels={{ tableLabel: 'Recoveries' }}
      header={<Header counter={query.data ? `(${rows.length})` : ''}>Recoveries</Header>}
      columnDefinitions={[
        { id: 'connector', header: 'Connector', width: 130, cell: (row) => <Link to={`/console/connectors/${encodeURIComponent(row.connector)}`}>{row.connector}</Link> },
        { id: 'state', header: 'State', width: 130, cell: (row) => <State value={row.state} /> },
        { id: 'opened', header: 'Opened', width: 130, cell: (row) => <Since at={row.opened_at} /> },
        { id: 'age', header: 'Open for', width: 170, cell: (row) => row.breached ? <State value="fail">{`${durationWords(row.age_minutes * 60)}, late`}</State> : durationWords(row.age_minutes * 60) },
        { id: 'closed', header: 'Closed', width: 160, cell: (row) => row.closed_at ? <><Since at={row.closed_at} />{row.closed_by ? ` by ${row.closed_by}` : ''}</> : '–' },
        ...(isOfOnePlaybook ? [] : [{ id: 'playbook', header: 'Playbook', width: 130, cell: (row: RecoveryRow) => <Id value={row.playbook_id} to={`/console/recovery/${row.playbook_id}`} what="playbook id" /> }]),
        {
          id: 'act', header: 'Word', width: 120, cell: (row) => (
            <ActButton permission="recovery.close" variant="inline-link" label={`${row.closed_at ? 'Reopen' : 'Close'} ${row.connector} ${row.playbook_id}`}
              unavailable={row.state === 'superseded' ? 'A later playbook covers this connector: close its recovery there.' : undefined}
              dialog={(close) => <CloseRecoveryDialog rows={[row]} close={close} />}>{row.closed_at ? 'Reopen' : 'Close'}</ActButton>
          ),
        },
      ]}
      empty={query.isError ? <ProblemAlert error={query.error} retry={() => void query.refetch()} /> : 'No connector had to be brought back. A playbook opens the recovery of each connector that fails.'}
    />
  );
}
