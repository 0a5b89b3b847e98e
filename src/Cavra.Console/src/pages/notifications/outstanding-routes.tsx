import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActButton } from '../../act/act-button';
import { AckRoutesDialog, type RouteState } from '../../acts/ack-route';
import { EscalateRoutesDialog } from '../../acts/escalate-routes';
import { reads } from '../../api/queries';
import { ProblemAlert } from '../../parts/problem-alert';
import { useSession } from '../../session/session';
import { durationWords } from '../../time/words';

/** The notified routes that nobody settled yet, those that are late first. */
export function OutstandingRoutes() {
  const { may } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const [state, setState] = useState<RouteState>();
  const dashboard = useQuery(reads.dashboard);
  const rows = dashboard.data?.outstanding_acknowledgements ?? [];
  const total = dashboard.data?.outstanding_acknowledgement_count ?? 0;
  const selected = rows.filter((row) => chosen.includes(row.route_id));
  const answer = (label: string, next: RouteState) => (
    <Button disabled={selected.length === 0 || !may('notification.acknowledge')} onClick={() => setState(next)}
      disabledReason={may('notification.acknowledge') ? 'Choose routes first.' : 'This needs the permission notification.acknowledge.'}>{label}</Button>
  );
  return (
    <>
      <Table
        variant="container"
        items={rows}
        trackBy="route_id"
        loading={dashboard.isPending}
        loadingText="Asking for routes"
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setChosen(detail.selectedItems.map((row) => row.route_id))}
        ariaLabels={{
          tableLabel: 'Escalation routes', selectionGroupLabel: 'Choice of routes', allItemsSelectionLabel: () => 'Choose every route',
          itemSelectionLabel: (_, row) => `Choose ${row.schedule_id} by ${row.provider}`,
        }}
        header={(
          <Header counter={dashboard.data ? `(${total})` : ''} description={total > rows.length ? `The oldest ${rows.length} of ${total}.` : 'Notified routes that nobody settled yet.'}
            actions={(
              <SpaceBetween direction="horizontal" size="xs">
                {answer('Ack', 'acknowledged')}
                {answer('Escalate', 'escalated')}
                {answer('Resolve', 'resolved')}
                <ActButton permission="notification.escalate" dialog={(close) => <EscalateRoutesDialog close={close} />}>Plan escalation</ActButton>
              </SpaceBetween>
            )}>Escalation routes</Header>
        )}
        columnDefinitions={[
          { id: 'schedule', header: 'Drill schedule', cell: (row) => row.schedule_id },
          { id: 'provider', header: 'Provider', cell: (row) => row.provider },
          { id: 'owner', header: 'Owner', cell: (row) => row.owner },
          { id: 'next', header: 'Next', cell: (row) => row.escalation_owner ?? '–' },
          { id: 'age', header: 'Waiting for', cell: (row) => durationWords(row.age_minutes * 60) },
          {
            id: 'due', header: 'Answer due', cell: (row) => row.breached
              ? <StatusIndicator type="error">late by {durationWords((row.age_minutes - row.acknowledgement_minutes) * 60)}</StatusIndicator>
              : <StatusIndicator type="pending">within {durationWords((row.acknowledgement_minutes - row.age_minutes) * 60)}</StatusIndicator>,
          },
        ]}
        empty={dashboard.isError ? <ProblemAlert error={dashboard.error} retry={() => void dashboard.refetch()} /> : 'Every notified route was answered.'}
      />
      {state ? <AckRoutesDialog routes={selected} initial={state} close={() => {
        setState(undefined);
        setChosen([]);
      }} /> : null}
    </>
  );
}
