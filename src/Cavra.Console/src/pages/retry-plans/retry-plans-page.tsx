import { ActButton } from '../../act/act-button';
import { PlanRetriesDialog } from '../../acts/plan-retries';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { RetryPlanItem } from '../../api/types';
import { Id } from '../../parts/id';
import { State } from '../../parts/states';
import { useTitle } from '../../shell/use-title';
import { ApiTable } from '../../table/api-table';
import type { Column } from '../../table/columns';
import { Since } from '../../time/since';

const columns: Column<RetryPlanItem>[] = [
  { id: 'id', header: 'Plan', cell: (row) => <Id value={row.retry_plan_id} to={`/console/retry-plans/${row.retry_plan_id}`} what="plan id" />, text: (row) => row.retry_plan_id },
  { id: 'at', header: 'Made', cell: (row) => <Since at={row.generated_at} />, text: (row) => row.generated_at },
  { id: 'by', header: 'By', cell: (row) => row.generated_by, text: (row) => row.generated_by },
  { id: 'level', header: 'Level', cell: (row) => <State value={row.alert_level} />, text: (row) => row.alert_level },
  { id: 'decisions', header: 'Decisions', cell: (row) => row.decision_count, text: (row) => row.decision_count, width: 125 },
  { id: 'retry', header: 'To retry', cell: (row) => row.retryable_count, text: (row) => row.retryable_count, width: 100 },
  { id: 'wait', header: 'Waiting', cell: (row) => row.waiting_count, text: (row) => row.waiting_count, width: 100 },
  { id: 'suppress', header: 'Suppressed', cell: (row) => row.suppressed_count, text: (row) => row.suppressed_count },
];

/** Every retry plan, newest first. */
export default function RetryPlansPage() {
  useTitle('Retry plans');
  return (
    <ApiTable<RetryPlanItem>
      id="retry-plans"
      title="Retry plans"
      headerLevel="h1"
      variant="full-page"
      description="A plan proposes for every failed delivery: retry, wait or suppress, and why. People decide about it."
      path={`${auditDelivery}/retry-plans`}
      load={(query, signal) => answerOf(api.GET(`${auditDelivery}/retry-plans`, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      rowId={(row) => row.retry_plan_id}
      actions={<ActButton permission="retry.plan" variant="primary" dialog={(close) => <PlanRetriesDialog close={close} />}>Plan Audit Retry</ActButton>}
      empty="No retry was planned yet. The worker plans with every run, and anybody who may with Plan Audit Retry."
    />
  );
}
