import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answerOf, api } from '../api/client';
import { readEvidence } from '../api/queries';
import type { Metadata } from '../api/types';
import { Id } from '../parts/id';
import { ProblemAlert } from '../parts/problem-alert';
import { words } from '../parts/states';
import { useSession } from '../session/session';
import { saveAs } from '../table/csv';

/** The evidence of an act: its id and, for those who read records, its place in the log as soon as the log has it, and its receipt. */
export function Proof({ metadata }: { metadata: Pick<Metadata, 'evidence_id' | 'sequence' | 'action'> }) {
  const navigate = useNavigate();
  const { may } = useSession();
  const mayRead = may('records.read');
  const entry = useQuery({
    ...readEvidence(metadata.evidence_id),
    enabled: mayRead,
    refetchInterval: (query) => (query.state.data?.sequence ?? metadata.sequence) === null ? 1_000 : false,
  });
  const sequence = entry.data?.sequence ?? metadata.sequence;
  // Of what was taken away there is no receipt any more.
  const hasReceipt = mayRead && !entry.data?.removed;
  const page = `/console/evidence/${metadata.evidence_id}`;
  return (
    <SpaceBetween size="xs">
      <KeyValuePairs columns={3} items={[
        { label: 'Act', value: words(metadata.action) },
        { label: 'Evidence', value: <Id value={metadata.evidence_id} to={mayRead ? page : undefined} what="evidence id" /> },
        { label: 'Index in the log', value: sequence !== null ? String(sequence) : <Box color="text-body-secondary">{mayRead ? 'being taken in…' : 'not known yet'}</Box> },
      ]} />
      {hasReceipt ? <SpaceBetween direction="horizontal" size="xs">
        <ReceiptButton evidenceId={metadata.evidence_id} isReady={sequence !== null} />
        <Button disabled={sequence === null} disabledReason="The log has not taken it in yet." onClick={() => void navigate(`${page}?verify=1`)}>Verify here</Button>
      </SpaceBetween> : null}
    </SpaceBetween>
  );
}

/** Saves the receipt of an entry. */
export function ReceiptButton({ evidenceId, isReady }: { evidenceId: string; isReady: boolean }) {
  const [failure, setFailure] = useState<unknown>();
  const save = async () => {
    try {
      setFailure(undefined);
      saveAs(`${evidenceId}.receipt`, await receiptOf(evidenceId), 'text/plain;charset=utf-8');
    } catch (refused) {
      setFailure(refused);
    }
  };

  return (
    <>
      <Button iconName="download" disabled={!isReady} disabledReason="The log has not taken it in yet." onClick={() => void save()}>Download receipt</Button>
      {failure !== undefined ? <ProblemAlert error={failure} /> : null}
    </>
  );
}

/** The receipt of an entry, as text. */
export function receiptOf(evidenceId: string): Promise<string> {
  return answerOf(api.GET('/evidence/entries/{evidence_id}/receipt', { params: { path: { evidence_id: evidenceId } }, parseAs: 'text' }));
}
