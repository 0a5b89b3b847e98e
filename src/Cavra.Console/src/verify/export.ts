import { sha256, textOf, type Bytes } from './bytes';
import { TrustedEntries } from './entries';
import { ExportRecord } from './export-record';
import { hex, readCheckpoint, readKeys } from './note';
import { RemovedEntries, removedWords } from './removed';
import { Selection } from './selection';
import { tilePath, tileWidth, TrustedTiles } from './tiles';
import { Flaw, verdictOf, type Verdict } from './verdict';
import { unzip } from './zip';

interface Manifest {
  origin: string;
  tree_size: number;
  export_id: string;
  export_index: number;
  report_digest: string;
  first_index: number;
  end_index: number;
  selection: Record<string, unknown>;
  selected: number[];
  /** Of entries that tell of removals. */
  removal_indexes?: number[];
}

/** Checks an export with the keys that are trusted: every entry against the signed root, and the selection against the entries. */
export function verifyExport(archive: Bytes, keys: string): Promise<Verdict> {
  return verdictOf(async (step) => {
    const trusted = await readKeys(keys);
    const files = await unzip(archive);
    const checkpoint = await readCheckpoint(mustText(files, 'checkpoint'), trusted);
    step(`The checkpoint of ${checkpoint.origin}, with ${checkpoint.size} entries, is signed by a key that you trust (Ed25519).`);
    const manifest = manifestOf(mustText(files, 'manifest.json'));
    if (manifest.origin !== checkpoint.origin || manifest.tree_size !== checkpoint.size || manifest.end_index > checkpoint.size) {
      throw new Flaw('tampered', 'manifest.json is of another log or another checkpoint.');
    }

    const tiles = new TrustedTiles(files, checkpoint);
    await tiles.open();
    step('The hashes at the tree’s edge lead to the signed root.');
    const selection = new Selection(manifest.selection);
    const { first_index: first, end_index: end, export_index: recorded } = manifest;
    if (files.get('report.html') && `sha256:${hex(await sha256(files.get('report.html') as Bytes))}` !== manifest.report_digest) {
      throw new Flaw('tampered', 'report.html is not the one that manifest.json names.');
    }

    const selected = new Set(manifest.selected);
    const ofRange = Array.from({ length: Math.floor((end - 1) / 256) - Math.floor(first / 256) + 1 }, (_, place) => Math.floor(first / 256) + place);
    const beside = [recorded, ...(manifest.removal_indexes ?? [])].map((index) => Math.floor(index / 256));
    const bundles = [...new Set([...ofRange, ...beside])].sort((one, other) => one - other);
    const removed = new RemovedEntries();
    const trustedEntries = new TrustedEntries(files, checkpoint.size, tiles, removed);
    const entries = new Map<number, Bytes | undefined>();
    for (const index of bundles) {
      for (const [place, entry] of (await trustedEntries.read(index)).entries()) {
        entries.set(index * 256 + place, entry);
      }
    }

    let [checked, lacks] = [0, false];
    for (const [at, entry] of entries) {
      if (entry) {
        checked++;
        removed.meet(at, entry);
      }

      if (at >= first && at < end) {
        lacks ||= !entry;
        if (entry) {
          selection.learn(entry);
        }
      }
    }

    step(`The hash (SHA-256) of each of ${checked} entries is the one under the signed root, and no hash between ${first} and ${end - 1} is missing.`);
    const recording = entries.get(recorded);
    if (!recording) {
      throw new Flaw('missing', `${tilePath('entries', Math.floor(recorded / 256), tileWidth(0, Math.floor(recorded / 256), checkpoint.size))} does not hold entry ${recorded}, which records the export.`);
    }

    const record = new ExportRecord(recorded, recording);
    record.hold(manifest.export_id, selection, first, end);
    step(`Entry ${recorded} records that this export was asked for ${selection.says}.`);
    let [met, metThen] = [0, 0];
    let unshown: Flaw | undefined;
    entries.forEach((entry, at) => meet(at, entry));
    const ranges = removed.explained();
    if (ranges.length > 0) {
      step(`The bytes of ${removed.count} entries are gone. Their hashes are there, and for each a later entry that was signed says that it was taken away.`);
    }

    if (unshown) {
      throw unshown as Flaw;
    }

    if (met !== selected.size) {
      throw new Flaw('tampered', 'manifest.json selects entries that are not there.');
    }

    if (metThen !== record.selectedCount) {
      throw new Flaw('tampered', `${metThen} entries match, and entry ${recorded} records that ${record.selectedCount} did: what they are found by was changed where the log is kept.`);
    }

    step(`The ${selected.size} selected entries are all that matched what was asked for, up to entry ${recorded}.`);
    const gone = manifest.selected.filter((at) => !entries.get(at)).length;
    return `${checked} entries of ${checkpoint.origin} are those that were signed. ${manifest.export_id} was asked for ${selection.says}, as entry ${recorded} records; the ${selected.size} selected are all that matched up to then${gone > 0 ? `; the bytes of ${gone} of them are gone` : ''}.${removedWords(ranges)}`
      + ' The report, README.txt and keys.txt in the archive are for reading: nothing is signed over them.';

    // What came after the export is nothing that it vouches for.
    function meet(at: number, entry: Bytes | undefined) {
      if (at >= Math.max(end, recorded + 1)) {
        return;
      }

      const isInRange = at >= first && at < end;
      let matches = !entry ? isInRange && selected.has(at) : isInRange ? selection.matches(entry) : selection.mayMatch(entry);
      if (!matches && lacks && selection.hasLinks && isInRange && selected.has(at)) {
        // It may belong to what is asked about by an entry that is gone; that nothing is left out is held to all the same.
        matches = true;
      }

      if (matches !== selected.has(at)) {
        throw new Flaw('tampered', matches ? `Entry ${at} matches the selection and is left out of it.` : `Entry ${at} is selected and does not match.`);
      }

      if ((at === first && at > 0 && !(entry && selection.isBefore(entry))) || (at === end - 1 && at !== recorded && !(entry && selection.isAfter(entry)))) {
        const flaw = new Flaw('missing', `The export ends at entry ${at}, and does not show that nothing beyond it matches.`);
        if (entry && !unshown) {
          throw flaw;
        }

        // Whether anything says that the entry was taken away comes first.
        unshown ??= flaw;
      }

      met += matches ? 1 : 0;
      metThen += matches && at < record.treeSize ? 1 : 0;
    }
  });
}

function mustText(files: Map<string, Bytes>, name: string): string {
  const text = files.has(name) ? textOf(files.get(name) as Bytes) : undefined;
  if (text === undefined) {
    throw new Flaw('missing', `The archive has no readable ${name}: it is no export of evidence.`);
  }

  return text;
}

function manifestOf(text: string): Manifest {
  try {
    const manifest = JSON.parse(text) as Manifest;
    const { first_index: first, end_index: end, export_index: recorded, selected, removal_indexes: removals } = manifest;
    if (recorded === undefined) {
      throw new Flaw('missing', 'The export does not hold the entry that records it, so that nothing says what was left out. Exports of earlier versions are such.');
    }

    if ([first, end, recorded, manifest.tree_size].every(Number.isSafeInteger) && first >= 0 && first < end && recorded >= 0 && recorded < manifest.tree_size
      && areIndexes(selected, first, end) && (removals === undefined || areIndexes(removals, 0, manifest.tree_size))) {
      return manifest;
    }
  } catch (flaw) {
    if (flaw instanceof Flaw) {
      throw flaw;
    }
  }

  throw new Flaw('unreadable', 'manifest.json is not what an export’s manifest is.');
}

/** Whether these are indexes between two, in ascending order. */
function areIndexes(value: unknown, first: number, end: number): boolean {
  return Array.isArray(value) && value.every((index, place) => Number.isSafeInteger(index) && index >= first && index < end && (place === 0 || index > value[place - 1]));
}
