import { expect, test } from 'vitest';
import { verifyReceipt } from './receipt';
import { sampleLog } from './sample-log';

test.each([1, 2, 3, 7, 8, 13])('Every receipt of a log of %i entries is sound', async (count) => {
  const log = await sampleLog(count);
  for (let index = 0; index < count; index++) {
    const verdict = await verifyReceipt(await log.receipt(index), log.key);
    expect(verdict, verdict.sentence).toMatchObject({ outcome: 'sound' });
    expect(verdict.sentence).toContain(`index ${index} `);
  }
});

test('Nothing of a receipt can be changed', async () => {
  const log = await sampleLog(11);
  const receipt = await log.receipt(6);
  const lines = receipt.split('\n');
  const changed = (line: number, change: (text: string) => string) => lines.map((text, at) => (at === line ? change(text) : text)).join('\n');
  const entry = (text: string) => `extra ${btoa(atob(text.slice(6)).replace('filler', 'forger'))}`;

  expect(await verifyReceipt(changed(1, entry), log.key)).toMatchObject({ outcome: 'tampered' });
  expect(await verifyReceipt(changed(2, () => 'index 7'), log.key)).toMatchObject({ outcome: 'tampered' });
  expect(await verifyReceipt(changed(2, () => 'index 11'), log.key)).toMatchObject({ outcome: 'tampered' });
  expect(await verifyReceipt(changed(3, () => lines[4] ?? ''), log.key)).toMatchObject({ outcome: 'tampered' });
  expect(await verifyReceipt(lines.filter((_, at) => at !== 3).join('\n'), log.key)).toMatchObject({ outcome: 'tampered' });
  expect(await verifyReceipt(receipt.replace('\n11\n', '\n12\n'), log.key)).toMatchObject({ outcome: 'tampered' });
});

test('A receipt signed by somebody else is not sound, and neither is one of another log', async () => {
  const [mine, other] = [await sampleLog(4), await sampleLog(4)];
  const elsewhere = await sampleLog(4, 'cavra/sample/other');

  expect(await verifyReceipt(await other.receipt(1), mine.key)).toMatchObject({ outcome: 'tampered' });
  expect(await verifyReceipt(await elsewhere.receipt(1), mine.key)).toMatchObject({ outcome: 'tampered' });
});

test.each(['', 'hello', 'c2sp.org/tlog-proof@v1\nindex 0\n', 'c2sp.org/tlog-proof@v1\nindex 01\n\nx\n', '{"code":"evidence.unsigned"}'])('What is no receipt is said to be none: %j', async (text) => {
  expect(await verifyReceipt(text, (await sampleLog(1)).key)).toMatchObject({ outcome: 'unreadable' });
});

test('A key that is not what its id says is refused', async () => {
  const log = await sampleLog(2);
  const [name, , bytes] = log.key.split('+');
  expect(await verifyReceipt(await log.receipt(0), `${name}+00000000+${bytes}`)).toMatchObject({ outcome: 'unreadable', sentence: expect.stringContaining('Line 1') });
});
