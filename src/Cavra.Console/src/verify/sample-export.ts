import { deflateRawSync } from 'node:zlib';
import { joined, utf8, type Bytes } from './bytes';
import { verifyExport } from './export';
import { perfectRoots } from './merkle';
import { sampleLog, type SampleLog } from './sample-log';
import { tilePath } from './tiles';

/** What a test's export differs in. */
export interface Changes {
  selection?: Record<string, unknown>;
  selected?: number[];
  first?: number;
  end?: number | null;
  count?: number;
  manifest?: Record<string, unknown>;
  what?: (n: number) => object | undefined;
  files?: (files: Map<string, Bytes>) => void;
}

const even = { audit_id: 'even' };

/** An export whose record is the last entry of a log. */
export async function exported(count: number, changes: Changes = {}): Promise<{ archive: Bytes; key: string }> {
  const recorded = count - 1;
  const [selection, first, end] = [changes.selection ?? even, changes.first ?? 0, changes.end ?? null];
  const selected = changes.selected ?? Array.from({ length: count }, (_, n) => n).filter((n) => (n % 2 === 0 || n === recorded) && n >= first && n < (end ?? count));
  const log = await sampleLog(count, 'cavra/sample/default', (n) => n === recorded
    ? {
        metadata_kind: 'evidence-export', outcome: 'done', resource_id: 'export-1',
        summary: { ...selection, tree_size: recorded, first_index: first, end_index: end, selected_count: changes.count ?? selected.filter((index) => index < recorded).length },
      }
    : changes.what?.(n));
  const manifest = {
    origin: 'cavra/sample/default', tree_size: count, export_id: 'export-1', export_index: recorded, first_index: first, end_index: end ?? count, selection, selected,
    ...changes.manifest,
  };
  return { archive: await exportOf(log, manifest, changes), key: log.key };
}

async function exportOf(log: SampleLog, manifest: object, changes: Changes = {}): Promise<Bytes> {
  const size = log.entries.length;
  const files = new Map<string, Bytes>([['checkpoint', utf8(log.checkpoint)]]);
  files.set('manifest.json', utf8(JSON.stringify(manifest)));
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

/** What an export comes to. */
export async function outcome(count: number, changes: Changes = {}): Promise<string> {
  const { archive, key } = await exported(count, changes);
  return (await verifyExport(archive, key)).outcome;
}
