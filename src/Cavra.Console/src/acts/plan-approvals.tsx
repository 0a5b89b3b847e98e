import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import { Link } from '../parts/link';
import { counted } from '../time/words';
import { numberOf, TextField } from './fields';

/** Asks for the approvals that open deliveries need before they are sent again. */
export function PlanApprovalsDialog({ close }: { close: () => void }) {
  const [required, setRequired] = useState('');
  const [minutes, setMinutes] = useState('');
  const stricter = {
    ...(required.trim() === '' ? {} : { approvals_required: numberOf(required) }),
    ...(minutes.trim() === '' ? {} : { expires_after_minutes: numberOf(minutes) }),
  };
  return (
    <ActDialog
      title="Plan Retry Approval"
      description="Asks approvers for every accepted delivery that could be sent again now. Each request is bound to the package, the connector’s configuration, the failed attempts and the policy as they are. Nothing is sent."
      confirm="Plan"
      body={Object.keys(stricter).length > 0 ? { approval_policy: stricter } : {}}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/retry-execution-approval-plan`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      done={({ plan }) => (
        <>
          {counted(plan.decision_count, 'delivery', 'deliveries')} looked at: {plan.approval_required_count} to approve, {plan.approved_count} approved already,{' '}
          {plan.waiting_count} waiting to be accepted first.{' '}
          <Link to="/console/approvals?state=requested">See what awaits a decision</Link>
        </>
      )}
      evidence={({ metadata }) => [metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <ColumnLayout columns={2}>
          <TextField label="Approvals of different people" isOptional member="approval_policy.approvals_required" type="number" value={required} onChange={setRequired} errorOf={errorOf}
            description="By the policy where it is empty; more are possible, fewer are not." />
          <TextField label="Usable for, minutes" isOptional member="approval_policy.expires_after_minutes" type="number" value={minutes} onChange={setMinutes} errorOf={errorOf}
            description="By the policy where it is empty; shorter is possible, longer is not." />
        </ColumnLayout>
      )}
    </ActDialog>
  );
}
