import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { Id } from '../../parts/id';
import { Panel } from '../../parts/panel';
import { State } from '../../parts/states';
import { useSession } from '../../session/session';
import { Instant, Since } from '../../time/since';
import { counted } from '../../time/words';
import { rangeWords, removableWords } from './retention-words';

type Retention = components['schemas']['RetentionView'];

/** What of the evidence is kept, what goes when and what holds it, and what has gone. */
export function RetentionPanel() {
  const retention = useQuery({
    queryKey: ['evidence-retention'],
    queryFn: ({ signal }) => answerOf(api.GET('/evidence/retention', { signal })),
  });
  return (
    <Panel title="Retention of evidence" what="what of the evidence goes when" query={retention}
      description="The oldest entries go as whole segments of the log, once the policy keeps them no longer. Their hashes stay, and a signed entry says that they went.">
      {(data) => (
        <SpaceBetween size="l">
          <KeyValuePairs columns={3} items={[
            { label: 'Evidence is kept', value: data.evidence_kept_days === null ? 'for ever' : `for ${counted(data.evidence_kept_days, 'day')}` },
            { label: 'Would go now', value: removableWords(data.removable) },
            { label: 'Gone by retention so far', value: data.removed_end === 0 ? 'nothing' : rangeWords(0, data.removed_end) },
            { label: 'Held by', value: data.held_since ? <>an open loop, whose delivery was made <Instant at={data.held_since} />. What came later, and in the 30 days before, stays.</> : 'no open loop' },
          ]} />
          <Segments retention={data} />
          <Removals retention={data} />
        </SpaceBetween>
      )}
    </Panel>
  );
}

function Segments({ retention }: { retention: Retention }) {
  return (
    <Table variant="embedded" wrapLines items={retention.segments} ariaLabels={{ tableLabel: 'Segments that are there' }}
      empty="No segment of the log is whole yet." columnDefinitions={[
        { id: 'range', header: 'Segment', minWidth: 150, cell: (row) => rangeWords(row.first_index, row.end_index) },
        { id: 'newest', header: 'Newest entry', minWidth: 120, cell: (row) => <Since at={row.newest_at} /> },
        { id: 'due', header: 'May go', minWidth: 120, cell: (row) => row.due_at ? <Since at={row.due_at} /> : 'never' },
        { id: 'now', header: 'Would go now', minWidth: 110, cell: (row) => row.removable ? 'yes' : 'no' },
      ]} />
  );
}

function Removals({ retention }: { retention: Retention }) {
  const { may } = useSession();
  return (
    <Table variant="embedded" wrapLines items={retention.removals} trackBy="id" ariaLabels={{ tableLabel: 'Newest removals' }}
      empty="Nothing has gone." columnDefinitions={[
        { id: 'range', header: 'Removed', minWidth: 150, cell: (row) => rangeWords(row.first_index, row.end_index) },
        { id: 'reason', header: 'By', minWidth: 140, cell: (row) => row.reason === 'erasure' ? 'erasure, two people' : `retention${row.kept_days === null ? '' : `, after ${counted(row.kept_days, 'day')}`}` },
        { id: 'decided', header: 'Decided', minWidth: 120, cell: (row) => <Since at={row.decided_at} /> },
        { id: 'done', header: 'Done', minWidth: 120, cell: (row) => row.done_at ? <Since at={row.done_at} /> : <State value="pending">not yet</State> },
        { id: 'told', header: 'Told by', minWidth: 110, cell: (row) => <Id value={row.told_by} to={may('records.read') ? `/console/evidence/${row.told_by}` : undefined} what="evidence id" /> },
      ]} />
  );
}
