import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { ActButton } from '../../act/act-button';
import { CloseRecoveryDialog } from '../../acts/close-recovery';
import { DeliverRecoveryEscalationDialog, PlanRecoveryEscalationDialog } from '../../acts/escalate-recovery';
import { PlanRecoveryDialog } from '../../acts/plan-recovery';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import { Panel } from '../../parts/panel';
import { useTitle } from '../../shell/use-title';
import { PlaybooksTable } from './playbooks-table';
import { objectiveOf } from './proofs';
import { RecoveriesTable } from './recoveries-table';
import { Connectors, Figures, Trends } from './report-parts';

/** Bringing connectors back: what is open, how it goes, and what was said of it. */
export default function RecoveryPage() {
  const [search, setSearch] = useSearchParams();
  const objective = objectiveOf(search.get('recovery_slo_minutes'));
  const report = useQuery({
    queryKey: ['recovery-report', objective],
    queryFn: async ({ signal }) => (await answerOf(api.GET(`${auditDelivery}/retry-recovery-report`, {
      params: { query: objective === undefined ? {} : { recovery_slo_minutes: objective } }, signal,
    }))).report,
  });
  const open = (report.data?.recovery_rows ?? []).filter((row) => row.closed_at === null && row.state !== 'superseded');
  useTitle('Recovery');
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="A connector that fails is brought back step by step; its recovery is open until somebody proves that it works.">Recovery</Header>
      <SpaceBetween direction="horizontal" size="xs">
        <ActButton permission="recovery.plan" variant="primary" dialog={(close) => <PlanRecoveryDialog close={close} />}>Recovery Playbook</ActButton>
        <ActButton permission="recovery.close" unavailable={report.data && open.length === 0 ? 'No recovery is open.' : undefined}
          dialog={(close) => <CloseRecoveryDialog rows={open} close={close} />}>Close Recovery</ActButton>
        <ActButton permission="recovery.plan" dialog={(close) => <PlanRecoveryEscalationDialog objective={objective} close={close} />}>Plan Recovery Escalation</ActButton>
        <ActButton permission="recovery.escalate" dialog={(close) => <DeliverRecoveryEscalationDialog close={close} />}>Deliver Recovery Escalation</ActButton>
      </SpaceBetween>
      <Panel title="Retry Recovery Report" what="the recovery report" query={report}
        actions={<Objective minutes={search.get('recovery_slo_minutes') ?? ''} isAsking={report.isFetching} ask={(minutes) => {
          setSearch((before) => {
            const after = new URLSearchParams(before);
            after.delete('recovery_slo_minutes');
            if (objectiveOf(minutes) !== undefined) {
              after.set('recovery_slo_minutes', minutes);
            }

            return after;
          }, { replace: true });
          void report.refetch();
        }} />}>
        {(data) => (
          <SpaceBetween size="l">
            <Figures report={data} />
            <Connectors report={data} />
            <Trends report={data} />
          </SpaceBetween>
        )}
      </Panel>
      <RecoveriesTable query={report} />
      <PlaybooksTable />
    </SpaceBetween>
  );
}

/** The objective by which a recovery is late, and the report made anew by it. */
function Objective({ minutes, isAsking, ask }: { minutes: string; isAsking: boolean; ask: (minutes: string) => void }) {
  const [text, setText] = useState(minutes);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Input value={text} type="number" inputMode="numeric" ariaLabel="Objective, minutes" placeholder="Minutes" onChange={({ detail }) => setText(detail.value)} />
      <Button loading={isAsking} loadingText="Asking for the report" onClick={() => ask(text)}
        disabled={text !== '' && objectiveOf(text) === undefined} disabledReason="The objective is 1 to 43,200 minutes.">Plan Retry Recovery Report</Button>
    </SpaceBetween>
  );
}
