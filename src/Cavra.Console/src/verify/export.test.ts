import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { joined, utf8, type Bytes } from './bytes';
import { verifyExport } from './export';
import { perfectRoots } from './merkle';
import { sampleLog, type SampleLog } from './sample-log';
import { tilePath } from './tiles';

interface Changes {
  selection?: Record<string, unknown>;
  selected?: number[];
  first?: number;
  end?: number;
  files?: (files: Map<string, Bytes>) => void;
}

async function exportOf(log: SampleLog, changes: Changes = {}): Promise<Bytes> {
  const size = log.entries.length;
  const files = new Map<string, Bytes>([['checkpoint', utf8(log.checkpoint)]]);
  files.set('manifest.json', utf8(JSON.stringify({
    origin: 'cavra/sample/default', tree_size: size, first_index: changes.first ?? 0, end_index: changes.end ?? size,
    selection: changes.selection ?? { audit_id: 'even' },
    selected: changes.selected ?? log.entries.map((_, n) => n).filter((n) => n % 2 === 0 && n >= (changes.first ?? 0) && n < (changes.end ?? size)),
  })));
  let row = log.leaves;
  for (let level = 0; row.length > 0; level++) {
    const above: Bytes[] = [];
    for (let index = 0; index * 256 < row.length; index++) {
      const hashes = row.slice(index * 256, index * 256 + 256);
      files.set(tilePath(level, index, hashes.length), joined(...hashes));
      if (hashes.length === 256) {
        above.push((await perfectRoots(hashes))[0] as Bytes);
      }
    }

    row = above;
  }

  for (let index = 0; index * 256 < size; index++) {
    const entries = log.entries.slice(index * 256, index * 256 + 256);
    files.set(tilePath('entries', index, entries.length), joined(...entries.flatMap((entry) => [new Uint8Array([entry.length >> 8, entry.length & 255]), entry])));
  }

  changes.files?.(files);
  return zip(files);
}

function zip(files: Map<string, Bytes>): Bytes {
  const [parts, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
  let at = 0;
  for (const [name, content] of files) {
    const [title, packed] = [utf8(name), new Uint8Array(deflateRawSync(content))];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = joined(Buffer.from('PK\x03\x04', 'latin1'), common, title, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(joined(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, title));
    parts.push(local);
    at += local.length;
  }

  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.reduce((sum, part) => sum + part.length, 0), 12);
  end.writeUInt32LE(at, 16);
  return joined(...parts, ...directory, end);
}

test.each([1, 5, 255, 256, 257, 600])('An export of a log of %i entries is sound', async (count) => {
  const log = await sampleLog(count);
  const verdict = await verifyExport(await exportOf(log), log.key);
  expect(verdict, verdict.sentence).toMatchObject({ outcome: 'sound' });
});

test('A range of a time is sound when the entries beside it show that nothing beyond matches', async () => {
  const log = await sampleLog(300);
  const selection = { since: '2026-11-28T00:00:00.000010Z', until: '2026-11-28T00:00:00.000012Z' };

  expect(await verifyExport(await exportOf(log, { selection, first: 9, end: 14, selected: [10, 11, 12] }), log.key)).toMatchObject({ outcome: 'sound' });
  expect(await verifyExport(await exportOf(log, { selection, first: 10, end: 14, selected: [10, 11, 12] }), log.key)).toMatchObject({ outcome: 'missing' });
  expect(await verifyExport(await exportOf(log, { selection, first: 9, end: 13, selected: [10, 11, 12] }), log.key)).toMatchObject({ outcome: 'missing' });
  expect(await verifyExport(await exportOf(log, { selection, first: 9, end: 14, selected: [10, 12] }), log.key)).toMatchObject({ outcome: 'tampered' });
});

test('What was left out, added, changed or moved is found', async () => {
  const log = await sampleLog(300);
  const outcome = async (changes: Changes) => (await verifyExport(await exportOf(log, changes), log.key)).outcome;
  const selected = log.entries.map((_, n) => n).filter((n) => n % 2 === 0);
  const flip = (path: string, at: number) => (files: Map<string, Bytes>) => {
    const bytes = files.get(path) as Bytes;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
  };

  expect(await outcome({ selected: selected.slice(1) })).toBe('tampered');
  expect(await outcome({ selected: [0, 1, ...selected.slice(1)] })).toBe('tampered');
  expect(await outcome({ files: flip('tile/entries/000', 40) })).toBe('tampered');
  expect(await outcome({ files: flip('tile/0/000', 5) })).toBe('tampered');
  expect(await outcome({ files: flip('tile/1/000.p/1', 5) })).toBe('tampered');
  expect(await outcome({ files: flip('tile/0/001.p/44', 5) })).toBe('tampered');
  expect(await outcome({ files: (files) => files.delete('tile/entries/001.p/44') })).toBe('missing');
  expect(await outcome({ files: (files) => files.delete('tile/0/000') })).toBe('missing');
  expect(await outcome({ files: (files) => files.delete('manifest.json') })).toBe('missing');
});

test('What is no archive is said to be none', async () => {
  const log = await sampleLog(3);
  const archive = await exportOf(log);
  expect(await verifyExport(utf8('hello'), log.key)).toMatchObject({ outcome: 'unreadable' });
  expect(await verifyExport(archive.slice(0, archive.length - 30), log.key)).toMatchObject({ outcome: 'unreadable' });
  expect(await verifyExport(archive.slice(50), log.key)).toMatchObject({ outcome: 'unreadable' });
});
