import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ActButton } from '../../act/act-button';
import { ExecuteRetryDialog } from '../../acts/execute-retry';
import { PlanApprovalsDialog } from '../../acts/plan-approvals';
import { useSession } from '../../session/session';
import { useTitle } from '../../shell/use-title';
import { ApprovalsTable } from './approvals-table';
import { ExecutionsTable } from './executions-table';

const tabs = [
  { id: 'approvals', label: 'Approvals', content: <ApprovalsTable /> },
  { id: 'records', label: 'Execution records', content: <ExecutionsTable /> },
];

/** What awaits an approver, and what was sent with their approval. */
export default function ApprovalsPage() {
  const { may } = useSession();
  useTitle('Approvals');
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="Nothing is sent again before somebody else than who accepted it has approved it, as it is." actions={(
        <SpaceBetween direction="horizontal" size="xs">
          <ActButton permission="approval.plan" dialog={(close) => <PlanApprovalsDialog close={close} />}>Plan Retry Approval</ActButton>
          <ActButton permission="retry.execute" variant="primary" dialog={(close) => <ExecuteRetryDialog close={close} />}>Execute Retry</ActButton>
        </SpaceBetween>
      )}>Approvals</Header>
      {may('records.read')
        ? <Lists />
        : <Box color="text-body-secondary">Reading approvals needs the permission records.read. You can execute what others have approved.</Box>}
    </SpaceBetween>
  );
}

function Lists() {
  const [search, setSearch] = useSearchParams();
  const [isBegun, setIsBegun] = useState(search.size > 0);
  useEffect(() => {
    if (!isBegun) {
      setSearch({ state: 'requested' }, { replace: true });
      setIsBegun(true);
    }
    // Once: who takes the filter away wants to see all.
  }, []);
  return isBegun
    ? <Tabs tabs={tabs} activeTabId={tabs.find((tab) => tab.id === search.get('tab'))?.id ?? 'approvals'} ariaLabel="Approvals and what was sent"
      onChange={({ detail }) => setSearch(detail.activeTabId === 'approvals' ? { state: 'requested' } : { tab: detail.activeTabId })} />
    : null;
}
