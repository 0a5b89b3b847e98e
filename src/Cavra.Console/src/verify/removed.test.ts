import { expect, test } from 'vitest';
import { joined, utf8, type Bytes } from './bytes';
import { verifyExport } from './export';
import { exported, type Changes } from './sample-export';
import { tilePath } from './tiles';
import type { Verdict } from './verdict';

const size = 600;
const pruned = ['tile/entries/000', 'tile/entries/001'];
const at = '2026-11-28T09:11:00.000Z';
const retention = { first_index: 0, end_index: 512, kept_days: 400, newest_at: '2025-10-24T08:00:00.000Z' };
const erasure = { state: 'confirmed', entry_index: 7, asked_by: 'anna', confirmed_by: 'ben', confirmed_at: at, erased_evidence_id: 'evidence-1' };

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

/** What stands in the place of an entry that is erased. */
function tombstone(toldAt = 551, erased = 'evidence-1'): string {
  return `{"schema_version":"cavra.evidence.erased.v1","evidence_id":"${erased}","told_by":"evidence-of-${toldAt}"}`;
}

/** Puts other bytes in the place of an entry. */
function replaced(index: number, by = tombstone()): (files: Map<string, Bytes>) => void {
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
  expect(verdict.sentence).toContain('the 301 selected are all that matched up to then; the bytes of 256 of them are gone.');
  expect(verdict.sentence).toContain(` Entries 0 to 511 are pruned: a policy that keeps evidence for 400 days let them go at ${at} (entry 551).`);
  expect(verdict.steps).toContain('The bytes of 512 entries are gone. Their hashes are there, and for each a later entry that was signed says that it was taken away.');
});

test('Bundles that two entries let go are named by both', async () => {
  const verdict = await checked({
    files: without(...pruned),
    what: telling('evidence-retention', { 531: { ...retention, end_index: 256 }, 551: { ...retention, kept_days: 30 } }),
  });

  expect(verdict.sentence).toContain(' Entries 0 to 255 are pruned: a policy that keeps evidence for 400 days let them go at 2026-11-28T08:51:00.000Z (entry 531).'
    + ` Entries 256 to 511 are pruned: a policy that keeps evidence for 30 days let them go at ${at} (entry 551).`);
});

test('A bundle that no entry lets go is missing', async () => {
  const files = without(...pruned);

  expect(await outcome({ files })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, end_index: 256 } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, first_index: 1 } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, end_index: 768 } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, end_index: '512' } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: { ...retention, kept_days: null } }) })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-retention', { 551: retention }, 'refused') })).toBe('missing');
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: retention }) })).toBe('missing');
  expect(await outcome({ files: without('tile/entries/000'), what: telling('evidence-erasure', { 551: { ...erasure, ...retention } }) })).toBe('missing');
});

test('A policy lets only whole bundles go, from the beginning of the log, when they are as old as it says', async () => {
  const told = (change: object, files = without('tile/entries/000')) => outcome({ files, what: telling('evidence-retention', { 551: { ...retention, ...change } }) });

  expect(await told({})).toBe('sound');
  expect(await told({ end_index: 256 })).toBe('sound');
  expect(await told({ end_index: 300 })).toBe('missing');
  expect(await told({ end_index: 0 })).toBe('missing');
  expect(await told({ first_index: 256 }, without('tile/entries/001'))).toBe('missing');
  expect(await told({ kept_days: 30 })).toBe('sound');
  expect(await told({ kept_days: 29 })).toBe('missing');
  expect(await told({ newest_at: '2025-10-24T09:11:00.000Z' })).toBe('sound');
  expect(await told({ newest_at: '2025-10-24T11:11:00+02:00' })).toBe('sound');
  expect(await told({ newest_at: '2025-10-24T09:11:00.000001Z' })).toBe('missing');
  expect(await told({ newest_at: '2025-10-24T08:11:00-02:00' })).toBe('missing');
  expect(await told({ newest_at: '2025' })).toBe('missing');
  expect(await told({ newest_at: null })).toBe('missing');
});

test('Only an entry that was signed lets anything go', async () => {
  const forged = JSON.stringify({ created_at: at, evidence_id: 'evidence-of-551', what: telling('evidence-retention', { 551: retention })(551) });

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
  expect(verdict.sentence).not.toContain('of them are gone');
});

test('A tombstone that no two people put there is tampering', async () => {
  const files = replaced(7);

  expect(await checked({ files })).toMatchObject({ outcome: 'tampered', sentence: 'Entry 7 was replaced, and no entry of the log says that two people erased it.' });
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: { ...erasure, state: 'asked' } }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: { ...erasure, confirmed_by: null } }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: { ...erasure, asked_by: undefined } }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-erasure', { 551: { ...erasure, entry_index: 9 } }) })).toBe('tampered');
  expect(await outcome({ files, what: telling('evidence-erasure', { 5: erasure }) })).toBe('tampered');
  expect(await outcome({ files: replaced(7, tombstone(551, 'null')), what: telling('evidence-erasure', { 551: { ...erasure, erased_evidence_id: null } }) })).toBe('tampered');
});

test('Another text than the one that an erasure put there is tampering', async () => {
  const what = telling('evidence-erasure', { 541: { ...erasure, entry_index: 9 }, 551: erasure });
  const other = 'Entry 7 was replaced, and no entry of the log says that two people erased it.';

  expect(await outcome({ files: replaced(7), what })).toBe('sound');
  expect(await checked({ files: replaced(7, tombstone(541)), what })).toMatchObject({ outcome: 'tampered', sentence: other });
  expect(await checked({ files: replaced(7, tombstone(551, 'evidence-2')), what })).toMatchObject({ outcome: 'tampered', sentence: other });
  expect(await outcome({ files: replaced(7, `${tombstone()} `), what })).toBe('tampered');
  expect(await outcome({ files: replaced(7, tombstone().replace('}', ',"note":"slipped in"}')), what })).toBe('tampered');
});

test('A tombstone among what a policy let go is pruned, where no erasure explains it', async () => {
  const what = telling('evidence-retention', { 551: retention });
  const lone = await checked({ files: replaced(7), what });
  const among = await checked({ files: (files) => { without('tile/entries/001')(files); replaced(255)(files); }, what });
  const both = await checked({ files: replaced(7), what: (n) => what(n) ?? telling('evidence-erasure', { 561: erasure, 571: erasure })(n) });

  expect(lone, lone.sentence).toMatchObject({ outcome: 'sound' });
  expect(lone.sentence).toContain(` Entries 7 to 7 are pruned: a policy that keeps evidence for 400 days let them go at ${at} (entry 551).`);
  expect(among.sentence).toContain(' Entries 255 to 511 are pruned: ');
  expect(both.sentence).toContain(' Entries 7 to 7 are pruned: ');
  expect((await checked({ files: replaced(7, tombstone(561)), what: (n) => what(n) ?? telling('evidence-erasure', { 561: erasure })(n) })).sentence)
    .toContain(' Entry 7 is erased: ');
  expect(await outcome({ files: replaced(513), what })).toBe('tampered');
});

test('What tells of a removal may be in a bundle of its own', async () => {
  const ends = { selection: { since: '2026-11-28T01:00:00Z', until: '2026-11-28T01:02:00.000Z' }, first: 49, end: 74, selected: [60, 61, 62] };
  const erased = { ...ends, files: replaced(61, tombstone(300)), what: telling('evidence-erasure', { 300: { ...erasure, entry_index: 61 } }) };
  const verdict = await checked({ ...erased, manifest: { removal_indexes: [300, 301] } });

  expect(verdict, verdict.sentence).toMatchObject({ outcome: 'sound' });
  expect(verdict.sentence).toContain('599 entries of cavra/sample/default are those that were signed.');
  expect(verdict.sentence).toContain('the 3 selected are all that matched up to then; the bytes of 1 of them are gone. Entry 61 is erased: ');
  expect(await outcome(erased)).toBe('tampered');
  expect(await outcome({ ...erased, manifest: { removal_indexes: [] } })).toBe('tampered');
  expect(await outcome({ ...erased, files: without('tile/entries/001'), manifest: { removal_indexes: [300] } })).toBe('missing');
  expect(await outcome({ ...ends, files: without('tile/entries/001') })).toBe('sound');
  expect(await checked({ ...ends, files: (files) => { replaced(300, '{}')(files); replaced(590, '{}')(files); }, manifest: { removal_indexes: [300] } }))
    .toMatchObject({ outcome: 'tampered', sentence: 'Entry 300 is not the one that was signed.' });
});

test('Entries beside the range that are read for removals are none that match, and need their bytes explained', async () => {
  const id = `gordackaudit-${(Date.UTC(2026, 10, 28) + 300 * 60_000).toString(16).padStart(12, '0')}7${'0'.repeat(19)}`;
  const about = (...indexes: number[]) => (n: number) => telling('evidence-erasure', { 100: { ...erasure, entry_index: 3 } })(n)
    ?? { resource_id: indexes.includes(n) ? id : null, summary: {} };
  const beside = { selection: { audit_id: id }, first: 289, selected: [300, 599], manifest: { removal_indexes: [100] } };

  expect(await outcome({ ...beside, what: about(300) })).toBe('sound');
  expect(await checked({ ...beside, what: about(5, 300) })).toMatchObject({ outcome: 'tampered', sentence: 'Entry 5 matches the selection and is left out of it.' });
  expect(await outcome({ ...beside, what: about(300), files: replaced(3, tombstone(100)) })).toBe('sound');
  expect(await outcome({ ...beside, what: about(300), files: replaced(4, tombstone(100)) })).toBe('tampered');
});

test.each([[[300, 300]], [[301, 300]], [[600]], [[-1]], [['300']], [[300.5]], ['300'], [null]])('Removal indexes %j make the manifest unreadable', async (indexes) => {
  expect(await outcome({ manifest: { removal_indexes: indexes } })).toBe('unreadable');
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
