import { expect, test } from 'vitest';
import { utf8, type Bytes } from './bytes';
import { verifyExport } from './export';
import { exported, outcome } from './sample-export';

test.each([1, 5, 255, 256, 257, 600])('An export of a log of %i entries is sound', async (count) => {
  const { archive, key } = await exported(count);
  const verdict = await verifyExport(archive, key);
  expect(verdict, verdict.sentence).toMatchObject({ outcome: 'sound' });
  expect(verdict.sentence).toContain(`export-1 was asked for audit_id even, as entry ${count - 1} records`);
});

test('A range of a time is sound when the entries ten minutes beside it show that nothing beyond matches', async () => {
  const selection = { since: '2026-11-28T01:00:00Z', until: '2026-11-28T01:02:00.000Z' };
  const selected = [60, 61, 62];

  expect(await outcome(300, { selection, first: 49, end: 74, selected })).toBe('sound');
  expect(await outcome(300, { selection, first: 50, end: 74, selected })).toBe('missing');
  expect(await outcome(300, { selection, first: 49, end: 73, selected })).toBe('missing');
  expect(await outcome(300, { selection, first: 49, end: 74, selected: [60, 62] })).toBe('tampered');
});

test('An export of a thing begins with what is older than its id', async () => {
  const id = `gordackaudit-${(Date.UTC(2026, 10, 28) + 100 * 60_000).toString(16).padStart(12, '0')}7${'0'.repeat(19)}`;
  const what = (n: number) => ({ action: 'fill', resource_id: n === 100 ? id : null, summary: {} });

  expect(await outcome(300, { selection: { audit_id: id }, first: 89, selected: [100, 299], what })).toBe('sound');
  expect(await outcome(300, { selection: { audit_id: id }, first: 90, selected: [100, 299], what })).toBe('missing');
});

test('What names no package and a plan of the package belongs to it', async () => {
  const plan = `gordackretry-${'0'.repeat(32)}`;
  const what = (n: number) => ({
    resource_id: n === 10 ? plan : null,
    summary: n === 10 ? { audit_ids: ['a', 'b'] } : n === 20 ? { retry_plan_id: plan } : n === 30 ? { retry_plan_id: plan, audit_id: 'b' } : {},
  });

  expect(await outcome(50, { selection: { audit_id: 'a' }, selected: [10, 20, 49], what })).toBe('sound');
  expect(await outcome(50, { selection: { audit_id: 'a' }, selected: [10, 49], what })).toBe('tampered');
});

test('A manifest is held to the entry that records the export', async () => {
  expect(await outcome(300, { manifest: { selection: { audit_id: 'odd' } } })).toBe('tampered');
  expect(await outcome(300, { manifest: { first_index: 1, selected: [2, 299] } })).toBe('tampered');
  expect(await outcome(300, { manifest: { export_index: 298 } })).toBe('tampered');
  expect(await outcome(300, { manifest: { export_id: 'export-2' } })).toBe('tampered');
  expect(await outcome(300, { manifest: { export_index: undefined } })).toBe('missing');
  expect(await outcome(300, { count: 3 })).toBe('tampered');
  expect(await outcome(300, { files: (files) => files.set('report.html', utf8('<h1>Nothing</h1>')) })).toBe('tampered');
});

test('What was left out, added, changed or moved is found', async () => {
  const selected = [...Array.from({ length: 300 }, (_, n) => n).filter((n) => n % 2 === 0), 299];
  const flip = (path: string, at: number) => (files: Map<string, Bytes>) => {
    const bytes = files.get(path) as Bytes;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
  };

  expect(await outcome(300, { selected: selected.slice(1) })).toBe('tampered');
  expect(await outcome(300, { selected: [0, 1, ...selected.slice(1)] })).toBe('tampered');
  expect(await outcome(300, { files: flip('tile/entries/000', 40) })).toBe('tampered');
  expect(await outcome(300, { files: flip('tile/0/000', 5) })).toBe('tampered');
  expect(await outcome(300, { files: flip('tile/1/000.p/1', 5) })).toBe('tampered');
  expect(await outcome(300, { files: flip('tile/0/001.p/44', 5) })).toBe('tampered');
  expect(await outcome(300, { files: (files) => files.delete('tile/entries/001.p/44') })).toBe('missing');
  expect(await outcome(300, { files: (files) => files.delete('tile/0/000') })).toBe('missing');
  expect(await outcome(300, { files: (files) => files.delete('manifest.json') })).toBe('missing');
});

test('What is no archive is said to be none', async () => {
  const { archive, key } = await exported(3);
  expect(await verifyExport(utf8('hello'), key)).toMatchObject({ outcome: 'unreadable' });
  expect(await verifyExport(archive.slice(0, archive.length - 30), key)).toMatchObject({ outcome: 'unreadable' });
  expect(await verifyExport(archive.slice(50), key)).toMatchObject({ outcome: 'unreadable' });
});
