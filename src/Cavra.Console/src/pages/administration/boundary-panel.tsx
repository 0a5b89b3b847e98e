import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { Panel } from '../../parts/panel';
import { words } from '../../parts/states';

/** What may leave Cavra, what never does, and what is checked of a caller. */
export function BoundaryPanel() {
  const boundary = useQuery({
    queryKey: ['security-boundary'],
    queryFn: ({ signal }) => answerOf(api.GET('/console/security-boundary', { signal })),
    staleTime: Infinity,
  });
  return (
    <Panel title="Security boundary" what="the security boundary" query={boundary} description="What may leave Cavra, what never does, and what is checked of a caller.">
      {(data) => (
        <SpaceBetween size="l">
          <ColumnLayout columns={3} variant="text-grid">
            <Fields title="May leave" fields={data.public_fields} />
            <Fields title="Stays inside" fields={data.internal_fields} />
            <Fields title="Is never shown" fields={data.secret_fields} />
          </ColumnLayout>
          <div>A field that nobody classified counts as <b>{data.undeclared_fields}</b>.</div>
          <Table variant="embedded" wrapLines items={data.validated_claims} ariaLabels={{ tableLabel: 'What is checked of a caller' }} columnDefinitions={[
            { id: 'authentication', header: 'Signed in by', cell: (row) => words(row.authentication) },
            { id: 'name', header: 'Claim', cell: (row) => row.name },
            { id: 'rule', header: 'What is checked', minWidth: 150, cell: (row) => row.rule },
          ]} />
        </SpaceBetween>
      )}
    </Panel>
  );
}

function Fields({ title, fields }: { title: string; fields: readonly string[] }) {
  return (
    <ExpandableSection headerText={`${title} (${fields.length})`} defaultExpanded={fields.length < 20}>
      <div className="id breakable">{fields.join(', ') || 'none'}</div>
    </ExpandableSection>
  );
}
