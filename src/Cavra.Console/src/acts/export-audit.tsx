import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { problemOf } from '../api/problem';
import { useSession } from '../session/session';
import { useMessages } from '../shell/messages';
import { saveAs } from '../table/csv';

interface ExportAuditButtonProps {
  label?: string;
  /** What the export holds; everything the caller may see without it. */
  filter?: { delivery_id?: string; audit_id?: string; retry_plan_id?: string; since?: string; until?: string };
}

/** Downloads evidence as an archive that anybody can verify offline. */
export function ExportAuditButton({ label = 'Export Ack Audit', filter = {} }: ExportAuditButtonProps) {
  const { may } = useSession();
  const { say } = useMessages();
  const [isBusy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const archive = await answerOf(api.POST('/evidence/exports', { body: filter, parseAs: 'blob' }));
      saveAs(`cavra-evidence-${new Date().toISOString().slice(0, 10)}.zip`, archive as unknown as Blob, 'application/zip');
      say({ type: 'success', header: 'The evidence was exported', content: 'Check it with “cavra evidence verify”, or on the Evidence page. That it was exported is evidence too.' });
    } catch (failure) {
      say({ type: 'error', header: problemOf(failure).title, content: problemOf(failure).detail });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Button iconName="download" loading={isBusy} loadingText="Exporting" disabled={!may('records.read')}
      disabledReason="This needs the permission records.read." onClick={() => void download()}>{label}</Button>
  );
}
