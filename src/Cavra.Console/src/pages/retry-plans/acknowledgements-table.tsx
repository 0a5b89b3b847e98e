import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { notifications } from '../../api/paths';
import { Id } from '../../parts/id';
import { ProblemAlert } from '../../parts/problem-alert';
import { State } from '../../parts/states';
import { Since } from '../../time/since';

const kind = 'go-backend-rollback-drill-acknowledgement-audit-delivery-retry-ack';

interface RetryAcknowledgement {
  evidence_id: string;
  created_at: string;
  actor: string;
  acknowledgement_state?: string;
  provider?: string;
  destination_count?: number;
  external_ref?: string | null;
  notes?: string | null;
}

/** What people decided about a plan, newest first. */
export function AcknowledgementsTable({ planId }: { planId: string }) {
  const decisions = useQuery({
    queryKey: ['retry-acknowledgements', planId],
    queryFn: ({ signal }) => answerOf(api.GET(notifications, { params: { query: { retry_plan_id: planId, metadata_kind: kind, limit: 100 } }, signal })),
  });
  const rows = (decisions.data?.items ?? []) as unknown as RetryAcknowledgement[];
  return (
    <Table
      items={rows}
      trackBy="evidence_id"
      loading={decisions.isPending}
      loadingText="Asking for what people decided"
      wrapLines
      resizableColumns
      ariaLabels={{ tableLabel: 'What people decided' }}
      header={<Header counter={decisions.data ? `(${decisions.data.total})` : ''}>What people decided</Header>}
      columnDefinitions={[
        { id: 'at', header: 'When', width: 140, cell: (row) => <Since at={row.created_at} /> },
        { id: 'who', header: 'Who', width: 140, cell: (row) => row.actor },
        { id: 'state', header: 'Decision', width: 125, cell: (row) => <State value={row.acknowledgement_state ?? ''} /> },
        { id: 'provider', header: 'Connector', width: 120, cell: (row) => `${row.provider ?? ''}${row.destination_count && row.destination_count > 1 ? `, ${row.destination_count} destinations` : ''}` },
        { id: 'ref', header: 'Reference', width: 125, cell: (row) => row.external_ref ?? '–' },
        { id: 'notes', header: 'Notes', cell: (row) => row.notes ?? '–' },
        { id: 'evidence', header: 'Evidence', width: 130, cell: (row) => <Id value={row.evidence_id} to={`/console/evidence/${row.evidence_id}`} what="evidence id" /> },
      ]}
      empty={decisions.isError ? <ProblemAlert error={decisions.error} retry={() => void decisions.refetch()} /> : 'Nobody has decided about this plan yet.'}
    />
  );
}
