import { equal, sha256, textOf, type Bytes } from './bytes';
import { leafHash } from './merkle';
import { ExportRecord } from './export-record';
import { hex, readCheckpoint, readKeys } from './note';
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
    const bundles = Array.from({ length: Math.floor((end - 1) / 256) - Math.floor(first / 256) + 1 }, (_, place) => Math.floor(first / 256) + place);
    if (!bundles.includes(Math.floor(recorded / 256))) {
      bundles.push(Math.floor(recorded / 256));
    }

    let checked = 0;
    for (const index of bundles) {
      const hashes = await tiles.trusted(0, index);
      const entries = bundleOf(files, index, tileWidth(0, index, checkpoint.size));
      for (const [place, entry] of entries.entries()) {
        const at = index * 256 + place;
        if (!equal(await leafHash(entry), hashes[place] as Bytes)) {
          throw new Flaw('tampered', `Entry ${at} is not the one that was signed.`);
        }

        checked++;
        if (at >= first && at < end) {
          selection.learn(entry);
        }
      }
    }

    step(`The hash (SHA-256) of each of ${checked} entries is the one under the signed root, and none between ${first} and ${end - 1} is missing.`);
    const record = new ExportRecord(recorded, bundleOf(files, Math.floor(recorded / 256), tileWidth(0, Math.floor(recorded / 256), checkpoint.size))[recorded % 256]);
    record.hold(manifest.export_id, selection, first, end);
    step(`Entry ${recorded} records that this export was asked for ${selection.says}.`);
    let [met, metThen] = [0, 0];
    for (const index of bundles) {
      for (const [place, entry] of bundleOf(files, index, tileWidth(0, index, checkpoint.size)).entries()) {
        meet(index * 256 + place, entry);
      }
    }

    if (met !== selected.size) {
      throw new Flaw('tampered', 'manifest.json selects entries that are not there.');
    }

    if (metThen !== record.selectedCount) {
      throw new Flaw('tampered', `${metThen} entries match, and entry ${recorded} records that ${record.selectedCount} did: what they are found by was changed where the log is kept.`);
    }

    step(`The ${selected.size} selected entries are all that matched what was asked for, up to entry ${recorded}.`);
    return `${checked} entries of ${checkpoint.origin} are those that were signed. ${manifest.export_id} was asked for ${selection.says}, as entry ${recorded} records; the ${selected.size} selected are all that matched up to then.`
      + ' The report, README.txt and keys.txt in the archive are for reading: nothing is signed over them.';

    // What came after the export is nothing that it vouches for.
    function meet(at: number, entry: Bytes) {
      if (at >= Math.max(end, recorded + 1)) {
        return;
      }

      const matches = at >= first && at < end ? selection.matches(entry) : selection.mayMatch(entry);
      if (matches !== selected.has(at)) {
        throw new Flaw('tampered', matches ? `Entry ${at} matches the selection and is left out of it.` : `Entry ${at} is selected and does not match.`);
      }

      if ((at === first && at > 0 && !selection.isBefore(entry)) || (at === end - 1 && at !== recorded && !selection.isAfter(entry))) {
        throw new Flaw('missing', `The export ends at entry ${at}, and does not show that nothing beyond it matches.`);
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
    const { first_index: first, end_index: end, export_index: recorded, selected } = manifest;
    if (recorded === undefined) {
      throw new Flaw('missing', 'The export does not hold the entry that records it, so that nothing says what was left out. Exports of earlier versions are such.');
    }

    if ([first, end, recorded, manifest.tree_size].every(Number.isSafeInteger) && first >= 0 && first < end && recorded >= 0 && recorded < manifest.tree_size
      && Array.isArray(selected) && selected.every((index, place) => Number.isSafeInteger(index) && index >= first && index < end && (place === 0 || index > (selected[place - 1] ?? 0)))) {
      return manifest;
    }
  } catch (flaw) {
    if (flaw instanceof Flaw) {
      throw flaw;
    }
  }

  throw new Flaw('unreadable', 'manifest.json is not what an export’s manifest is.');
}

/** The entries of a bundle: each after its length in two bytes. */
function bundleOf(files: Map<string, Bytes>, index: number, width: number): Bytes[] {
  const path = tilePath('entries', index, width);
  const bytes = files.get(path);
  if (!bytes) {
    throw new Flaw('missing', `${path} is not in the archive.`);
  }

  const entries: Bytes[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    entries.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }

  if (at !== bytes.length || entries.length !== width) {
    throw new Flaw('tampered', `${path} does not hold ${width} entries.`);
  }

  return entries;
}
