import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { receiptOf } from '../../act/proof';
import { answerOf, api } from '../../api/client';
import { ProblemAlert } from '../../parts/problem-alert';
import type { Verdict } from '../../verify/verdict';
import { VerdictView } from './verdict-view';

/** Checks the receipt of one entry in this browser. */
export function VerifyHere({ evidenceId, atOnce }: { evidenceId: string; atOnce: boolean }) {
  const begun = useRef(false);
  const check = useMutation({ mutationFn: () => verify(evidenceId) });
  const { mutate } = check;
  useEffect(() => {
    if (atOnce && !begun.current) {
      begun.current = true;
      mutate();
    }
  }, [atOnce, mutate]);

  return (
    <SpaceBetween size="s">
      <Button iconName="security" loading={check.isPending} loadingText="Checking" onClick={() => mutate()}>Verify here</Button>
      {check.isError ? <ProblemAlert error={check.error} /> : null}
      {check.data ? <VerdictView verdict={check.data} /> : null}
      {check.data?.outcome === 'sound'
        ? <Box variant="small" color="text-body-secondary">Checked by this browser, with the keys that this server states. To trust neither, check the receipt with a key that you got another way: on the Evidence page, or with “cavra evidence verify”.</Box>
        : null}
    </SpaceBetween>
  );
}

async function verify(evidenceId: string): Promise<Verdict> {
  const [{ verifyReceipt }, { canVerify }, { unsupported }] = await Promise.all([
    import('../../verify/receipt'), import('../../verify/note'), import('../../verify/unsupported'),
  ]);
  if (!(await canVerify())) {
    return unsupported();
  }

  const [receipt, keys] = await Promise.all([receiptOf(evidenceId), answerOf(api.GET('/evidence/keys'))]);
  return verifyReceipt(receipt, keys.items.map((key) => key.verifier_key).join('\n'));
}
