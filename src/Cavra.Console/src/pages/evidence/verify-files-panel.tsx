import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client';
import { ProblemAlert } from '../../parts/problem-alert';
import { VerdictView } from './verdict-view';
import type { Bytes } from '../../verify/bytes';
import type { Verdict } from '../../verify/verdict';

/** Checks receipts and exports that somebody holds, with the keys that they trust. Nothing is sent anywhere. */
export function VerifyFilesPanel() {
  const [files, setFiles] = useState<File[]>([]);
  const [keys, setKeys] = useState('');
  const check = useMutation({ mutationFn: () => verify(files[0] as File, keys) });
  const fromServer = useMutation({
    mutationFn: () => answerOf(api.GET('/evidence/keys')),
    onSuccess: (list) => setKeys(list.items.map((key) => key.verifier_key).join('\n')),
  });
  const missing = files.length === 0 ? 'Choose a receipt or an export.' : keys.trim() === '' ? 'Give the keys that you trust.' : undefined;
  return (
    <Container header={<Header variant="h2" description="This browser checks a receipt or an export by itself. The file is not sent anywhere.">Verify here</Header>}>
      <SpaceBetween size="m">
        <FormField label="Receipt or export" description="A .tlog-proof or receipt file, or the archive of an export.">
          <FileUpload value={files} onChange={({ detail }) => setFiles(detail.value.slice(-1))} accept=".receipt,.tlog-proof,.txt,.zip" showFileSize
            i18nStrings={{
              uploadButtonText: () => 'Choose file', dropzoneText: () => 'Drop a file here', removeFileAriaLabel: () => 'Remove the file',
              limitShowFewer: 'Show fewer', limitShowMore: 'Show more', errorIconAriaLabel: 'Error',
            }} />
        </FormField>
        <FormField label="Keys that you trust" description="Verifier keys, one a line, best got another way than the file."
          secondaryControl={<Button loading={fromServer.isPending} onClick={() => fromServer.mutate()}>Take this server’s</Button>}>
          <Textarea value={keys} rows={2} spellcheck={false} placeholder="cavra/…+…+…" onChange={({ detail }) => setKeys(detail.value)} />
        </FormField>
        {fromServer.isError ? <ProblemAlert error={fromServer.error} /> : null}
        <Box><Button variant="primary" loading={check.isPending} loadingText="Checking" disabled={missing !== undefined} disabledReason={missing ?? ''} onClick={() => check.mutate()}>Verify</Button></Box>
        {check.isError ? <ProblemAlert error={check.error} /> : null}
        {check.data ? <VerdictView verdict={check.data} /> : null}
      </SpaceBetween>
    </Container>
  );
}

async function verify(file: File, keys: string): Promise<Verdict> {
  const { canVerify } = await import('../../verify/note');
  if (!(await canVerify())) {
    return (await import('../../verify/unsupported')).unsupported();
  }

  const bytes = new Uint8Array(await file.arrayBuffer()) as Bytes;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return (await import('../../verify/export')).verifyExport(bytes, keys);
  }

  return (await import('../../verify/receipt')).verifyReceipt(new TextDecoder().decode(bytes), keys);
}
