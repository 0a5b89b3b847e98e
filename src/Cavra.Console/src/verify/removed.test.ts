import { expect, test } from 'vitest';
import { joined, utf8, type Bytes } from './bytes';
import { verifyExport } from './export';
import { exported, type Changes } from './sample-export';
import { tilePath } from './tiles';
import type { Verdict } from './verdict';

const size = 600;
const pruned = ['tile/entries/000', 'tile/entries/001'];
const at = '2026-11-28T09:11:00.000Z';
const retention = { first_index: 0, end_index: 512, kept_days: 400 };
const erasure = { state: 'confirmed', entry_index: 7, asked_by: 'anna', confirmed_by: 'ben', confirmed_at: at, evidence_id: 'evidence-1' };

async function checked(changes: Changes): Promise<Verdict> {
  const { archive, key } = await exported(size, changes);
  return verifyExport(archive, key);
}

async function outcome(changes: Changes): Promise<string> {
  return (await checked(changes)).outcome;
}

/** Entries of the log by their indexes that say something of a removal. */
function telling(kind: 'evidence-retention' | 'evidence-erasure', told: Record<number, object>, outcome = 'done'): (n: number) => object | undefined {
  return (n) => told[n] && { action: 'let go', metadata_kind: kind, outcome, resource_id: 'removal-1', summary: told[n] };
}

function without(...paths: string[]): (files: Map<string, Bytes>) => void {
  return (files) => paths.forEach((path) => files.delete(path));
}

/** Puts other bytes in the place of an entry. */
function replaced(index: number, by = '{"schema_version":"cavra.evidence.erased.v1","evidence_id":"evidence-1","told_by":"evidence-2"}'): (files: Map<string, Bytes>) => void {
  return (files) => {
    const path = tilePath('entries', Math.floor(index / 256), Math.min(256, size - Math.floor(index / 256) * 256));
    const bytes = files.get(path) as Bytes;
    let from = 0;
    for (let place = 0; place < index % 256; place++) {
      from += 2 + (bytes[from] ?? 0) * 256 + (bytes[from + 1] ?? 0);
    }

    const entry = utf8(by);
    const after = bytes.slice(from + 2 + (bytes[from] ?? 0) * 256 + (bytes[from + 1] ?? 0));
    files.set(path, joined(bytes.slice(0, from), new Uint8Array([entry.length >> 8, entry.length & 255]), entry, after));
  };
}

test('Bundles that a later entry says to be let go are pruned, and the export is sound', async () => {
  const verdict = await checked({ files: without(...pruned), what: telling('evidence-retention', { 551: retention }) });

  expect(verdict, verdict.sentence).toMatchObject({ outcome: 'sound' });
  expect(verdict.sentence).toContain('88 entries of cavra/sample/default are those that were signed.');
  expect(verdict.sentence).toContain(` Entries 0 to 511 are pruned: a policy that keeps evidence for 400 days let them go at ${at} (entry 551).`);
  expect(verdict.steps).toContain('The bytes of 512 entries are gone. Their hashes are there, and for each a later entry that was signed says that it was taken away.');
});

test('Bundles that two entries let go are named by both', async () => {
  const verdict = await checked({
    files: without(...pruned),
    what: telling('evidence-retention', { 531: { ...retention, end_index: 256 }, 551: { ...retention, first_index: 256, kept_days: 30 } }),
  });

  expect(verdict.sentence).toContain(' Entries 0 to 255 are pruned: a policy that keeps evidence for 400 days let them go at 2026-11-28T08:51:00.000Z (entry 531).'
    + ` Entries 256 to 511 are pruned: a policy that keeps evidence for 30 days let them go at ${at} (entry 551).`);
});

test('A bundle that no entry lets go is missing', async () => {
  const files = without(...pruned);

  expect(await outcome({ files })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, end_index: 511 } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, first_index: 1 } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, end_index: 552 } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, end_index: '512' } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, kept_days: null } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: retention }, 'refused') })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: retention }) })).toBe('missing');
  expect(await outcome({ files: without('tile/entries/000'), what: telling('evidence-erasure', { 551: { ...erasure, ...retention } }) })).toBe('missing');
});

test('Only an entry that was signed lets anything go', async () => {
  const forged = JSON.stringify({ created_at: at, what: telling('evidence-retention', { 551: retention })(551) });

  expect(await checked({ files: (files) => { without(...pruned)(files); replaced(551, forged)(files); } }))
    .toMatchObject({ outcome: 'tampered', sentence: 'Entry 551 is not the one that was signed.' });
});

test('A bundle without the hashes that were signed is missing, whatever is said of it', async () => {
  const what = telling('evidence-retention', { 551: retention });

  expect(await outcome({ files: without(...pruned, 'tile/0/001'), what })).toBe('missing');
  expect(await checked({
    files: (files) => {
      without(...pruned)(files);
      files.set('tile/0/001', files.get('tile/0/000') as Bytes);
    }, what,
  })).toMatchObject({ outcome: 'missing', sentence: 'tile/entries/001 is not in the archive.' });
});

test('A tombstone that two people put there is an erased entry, and the export is sound', async () => {
  const verdict = await checked({ files: replaced(7), what: telling('evidence-erasure', { 551: erasure }) });

  expect(verdict, verdict.sentence).toMatchObject({ outcome: 'sound' });
  expect(verdict.sentence).toContain('599 entries of cavra/sample/default are those that were signed.');
  expect(verdict.sentence).toContain(` Entry 7 is erased: anna asked and ben confirmed it at ${at} (entry 551).`);
});

test('A tombstone that no two people put there is tampering', async () => {
  const files = replaced(7);

  expect(await checked({ files })).toMatchObject({ outcome: 'tampered', sentence: 'Entry 7 was replaced, and no entry of the log says that two people erased it.' });
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: { ...erasure, state: 'asked' } }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: { ...erasure, confirmed_by: null } }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: { ...erasure, asked_by: undefined } }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: { ...erasure, entry_index: 9 } }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-erasure', { 5: erasure }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: retention }) })).toBe('tampered');
});

test('Other bytes than a tombstone in the place of an erased entry are tampering', async () => {
  const what = telling('evidence-erasure', { 551: erasure });

  expect(await checked({ files: replaced(7, '{"schema_version":"cavra.evidence.erased.v2","evidence_id":"e"}'), what }))
    .toMatchObject({ outcome: 'tampered', sentence: 'Entry 7 is not the one that was signed.' });
  expect(await outcome({ files: replaced(7, ' {"schema_version":"cavra.evidence.erased.v1",}'), what })).toBe('tampered');
});

test('What is selected is believed of entries without bytes, and counted as it was recorded', async () => {
  const [files, what] = [replaced(8), telling('evidence-erasure', { 551: { ...erasure, entry_index: 8 } })];
  const selection = { delivery_id: 'even' };
  const selected = Array.from({ length: size }, (_, n) => n).filter((n) => n % 2 === 0 || n === 599);

  expect(await outcome({ selection, files, what, selected })).toBe('sound');
  expect(await outcome({ selection, files, what, selected: selected.filter((n) => n !== 8), count: 300 })).toBe('tampered');
  expect(await outcome({ selection, files, what, selected: [...selected.slice(0, 4), 7, ...selected.slice(4)] })).toBe('tampered');
});

test('What an entry without bytes may have linked is believed, and nothing that is known to match is left out', async () => {
  const plan = `gordackretry-${'0'.repeat(32)}`;
  const what = (n: number) => telling('evidence-erasure', { 551: { ...erasure, entry_index: 10 } })(n) ?? {
    resource_id: n === 10 ? plan : null,
    summary: n === 10 ? { audit_ids: ['a', 'b'] } : n === 20 ? { retry_plan_id: plan } : n === 40 ? { audit_id: 'a' } : {},
  };
  const [selection, files] = [{ audit_id: 'a' }, replaced(10)];

  expect(await outcome({ selection, files, what, selected: [10, 20, 40, 599] })).toBe('sound');
  expect(await outcome({ selection, files, what, selected: [10, 20, 599] })).toBe('tampered');
  expect(await outcome({ selection, what, selected: [10, 20, 30, 40, 599] })).toBe('tampered');
  expect(await outcome({ selection: { delivery_id: 'a' }, files, what, selected: [10, 20, 599] })).toBe('tampered');
});

test('The ends of a range are shown by entries that are there', async () => {
  const selection = { since: '2026-11-28T01:00:00Z', until: '2026-11-28T01:02:00.000Z' };
  const ends = { selection, first: 49, end: 74, selected: [60, 61, 62] };
  const erased = (index: number) => ({ ...ends, files: replaced(index), what: telling('evidence-erasure', { 551: { ...erasure, entry_index: index } }) });

  expect(await outcome(erased(61))).toBe('sound');
  expect(await checked(erased(49))).toMatchObject({ outcome: 'missing', sentence: 'The export ends at entry 49, and does not show that nothing beyond it matches.' });
  expect(await checked(erased(73))).toMatchObject({ outcome: 'missing', sentence: 'The export ends at entry 73, and does not show that nothing beyond it matches.' });
  expect(await outcome({ ...ends, files: replaced(49) })).toBe('tampered');
});

test('An export whose record was taken away is no proof of what was left out', async () => {
  expect(await outcome({ files: replaced(599) })).toBe('missing');
});
