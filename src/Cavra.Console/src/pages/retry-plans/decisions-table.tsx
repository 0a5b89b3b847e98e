import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useCollection } from '@cloudscape-design/collection-hooks';
import { useState } from 'react';
import { AckRetryDialog } from '../../acts/ack-retry';
import type { RetryDecision, RetryPlan } from '../../api/types';
import { Link } from '../../parts/link';
import { State } from '../../parts/states';
import { useSession } from '../../session/session';
import { Since } from '../../time/since';

/** A plan's decisions with their reason and next time. */
export function DecisionsTable({ plan }: { plan: Pick<RetryPlan, 'retry_plan_id' | 'retry_decisions' | 'decision_count'> }) {
  const { may } = useSession();
  const [decided, setDecided] = useState<RetryDecision>();
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = useCollection(plan.retry_decisions, {
    filtering: {
      filteringFunction: (row, text) => [row.connector, row.action, row.reason, row.destination_id, row.delivery_id]
        .some((part) => part.toLowerCase().includes(text.toLowerCase())),
    },
    pagination: { pageSize: 20 },
    sorting: {},
  });
  return (
    <>
      <Table
        {...collectionProps}
        items={items}
        trackBy="destination_id"
        resizableColumns
        ariaLabels={{ tableLabel: 'Decisions' }}
        header={<Header counter={`(${plan.decision_count})`}>Decisions</Header>}
        filter={plan.retry_decisions.length > 5
          ? <TextFilter {...filterProps} filteringAriaLabel="Find decisions" filteringPlaceholder="Connector, action, reason or id" countText={`${filteredItemsCount ?? 0} found`} />
          : undefined}
        pagination={plan.retry_decisions.length > 20 ? <Pagination {...paginationProps} /> : undefined}
        columnDefinitions={[
          { id: 'connector', header: 'Connector', sortingField: 'connector', width: 140, cell: (row) => <Link to={`/console/loops/${row.destination_id}`} label={`Loop ${row.destination_id} of ${row.connector}`}>{row.connector}</Link> },
          { id: 'action', header: 'Proposal', sortingField: 'action', width: 130, cell: (row) => <State value={row.action} /> },
          { id: 'reason', header: 'Why', cell: (row) => row.reason, width: 210 },
          { id: 'next', header: 'Next time', sortingField: 'next_retry_at', width: 140, cell: (row) => <Since at={row.next_retry_at} /> },
          { id: 'count', header: 'Attempts', width: 110, cell: (row) => `${row.retry_count} of ${row.max_retry_attempts}` },
          { id: 'codes', header: 'Answers', width: 105, cell: (row) => row.failed_status_codes.map((code) => code === 0 ? 'none' : code).join(', ') || '–' },
          {
            id: 'decide', header: 'Decision', width: 110, minWidth: 100, cell: (row) => (
              <Button variant="inline-link" ariaLabel={`Decide about ${row.connector} ${row.destination_id}`} onClick={() => setDecided(row)}
                disabled={!may('retry.acknowledge')} disabledReason="This needs the permission retry.acknowledge.">Decide</Button>
            ),
          },
        ]}
        empty="Nothing had failed when this plan was made."
      />
      {decided ? <AckRetryDialog close={() => setDecided(undefined)} planId={plan.retry_plan_id} decision={decided} /> : null}
    </>
  );
}
