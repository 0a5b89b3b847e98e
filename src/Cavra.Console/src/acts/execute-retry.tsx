import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActDialog } from '../act/act-dialog';
import { answerOf, api } from '../api/client';
import { auditDelivery } from '../api/paths';
import type { Approval, RetryResult } from '../api/types';
import { Id, shortened } from '../parts/id';
import { Link } from '../parts/link';
import { ProblemAlert } from '../parts/problem-alert';
import { words } from '../parts/states';
import { Waiting } from '../parts/waiting';
import { useSession } from '../session/session';
import { Since } from '../time/since';
import { counted } from '../time/words';
import { executionWords, reasonWords } from '../pages/approvals/approval-words';
import { DryRunFirst } from './dry-run-first';
import { ChoiceField, numberOf, TextField } from './fields';

/** Sends what is approved, after saying what goes where under whose approval. */
export function ExecuteRetryDialog({ connector, close }: { connector?: string; close: () => void }) {
  const { may } = useSession();
  const mayRead = may('records.read');
  const [most, setMost] = useState('5');
  const [provider, setProvider] = useState(connector ?? 'all');
  const approved = useQuery({
    queryKey: ['approvals', 'approved'],
    queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/approvals`, { params: { query: { state: 'approved', limit: 100 } }, signal })),
    enabled: mayRead,
  });
  const all = approved.data?.items ?? [];
  const connectors = [...new Set([...(connector ? [connector] : []), ...all.map((approval) => approval.connector)])];
  const sent = all.filter((approval) => provider === 'all' || approval.connector === provider);
  return (
    <ActDialog
      title="Execute Retry"
      size="large"
      description={<Alert type="warning" header="This sends">A live run sends what is approved, each once, at most as many as you say. What was sent cannot be taken back.</Alert>}
      confirm="Send now"
      missing={!mayRead ? undefined : approved.isPending ? 'What is approved is not known yet.' : sent.length === 0 ? 'Nothing is approved: an approver must approve first.' : undefined}
      body={{ execute: true, provider, max_retry_deliveries: numberOf(most) }}
      send={(body, key) => answerOf(api.POST(`${auditDelivery}/worker-run`, { params: { header: { 'Idempotency-Key': key } }, body }))}
      succeeded={({ run, retry_results: results }) => run.state === 'succeeded' && results.every((result) => result.execution_record?.delivery_success === true)}
      done={({ run, retry_results: results }) => (
        <SpaceBetween size="xs">
          <div>
            The live run {words(run.state)}: {counted(run.summary.delivered_count, 'delivery', 'deliveries')} delivered, {run.summary.failed_count} failed,{' '}
            {results.filter((result) => result.skipped).length} skipped.{' '}
            {mayRead ? <Link to={`/console/worker/runs/${run.run_id}`}>Open the run</Link> : null}
          </div>
          <ul className="plain-list">{results.map((result) => <ResultLine key={result.decision.destination_id} result={result} mayRead={mayRead} />)}</ul>
        </SpaceBetween>
      )}
      evidence={({ metadata, retry_metadata }) => [metadata, retry_metadata]}
      onClose={close}
    >
      {(errorOf) => (
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            {mayRead
              ? <ChoiceField label="Connectors" member="provider" value={provider} onChange={setProvider} errorOf={errorOf}
                options={[{ value: 'all', label: 'Every connector' }, ...connectors.map((name) => ({ value: name, label: name }))]} />
              : null}
            <TextField label="Deliveries at most" member="max_retry_deliveries" type="number" value={most} onChange={setMost} errorOf={errorOf} description="1 to 500." />
          </ColumnLayout>
          {mayRead ? <WhatIsSent query={approved} sent={sent} /> : <Box>Your roles don’t read approvals. The server sends only what others have approved, and nothing else.</Box>}
          {may('worker.dry_run') ? <DryRunFirst provider={provider} most={most} /> : null}
        </SpaceBetween>
      )}
    </ActDialog>
  );
}

function WhatIsSent({ query, sent }: { query: { isPending: boolean; isError: boolean; error: unknown }; sent: readonly Approval[] }) {
  if (query.isPending || query.isError) {
    return query.isError ? <ProblemAlert error={query.error} /> : <Waiting what="what is approved" />;
  }

  return (
    <div>
      <Box variant="awsui-key-label">What is sent, and who approved it</Box>
      {sent.length === 0
        ? <Box color="text-body-secondary">Nothing is approved now.</Box>
        : <ul className="plain-list">
          {sent.map((approval) => (
            <li key={approval.approval_id} className="breakable">
              to <b>{approval.connector}</b>: loop <span className="id" title={approval.destination_id}>{shortened(approval.destination_id)}</span>,
              {' '}approved by {approval.approved_by.map((grant) => grant.actor).join(', ')}, usable until <Since at={approval.expires_at} />
            </li>
          ))}
        </ul>}
    </div>
  );
}

function ResultLine({ result: { decision, execution_record: record, execution_metadata: evidence, skipped, code }, mayRead }: { result: RetryResult; mayRead: boolean }) {
  const said = record ? executionWords(record) : skipped ? words(skipped) : 'nothing was done';
  return (
    <li className="breakable">
      {mayRead
        ? <Link to={`/console/loops/${decision.destination_id}`} label={`Loop ${decision.destination_id} of ${decision.connector}`}>{decision.connector}</Link>
        : decision.connector}: {said}{record?.reason ? `. ${record.reason}` : code ? `. ${reasonWords(code)}` : ''}
      {record && record.approved_by.length > 0 ? `, approved by ${record.approved_by.join(', ')}` : ''}
      {record ? <>, record <Id value={record.execution_id} what="execution id" /></> : null}
      {evidence ? <>, evidence <Id value={evidence.evidence_id} to={mayRead ? `/console/evidence/${evidence.evidence_id}` : undefined} what="evidence id" /></> : null}
    </li>
  );
}
