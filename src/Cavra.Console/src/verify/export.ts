import { equal, textOf, type Bytes } from './bytes';
import { leafHash } from './merkle';
import { readCheckpoint, readKeys } from './note';
import { Selection } from './selection';
import { tilePath, tileWidth, TrustedTiles } from './tiles';
import { Flaw, verdictOf, type Verdict } from './verdict';
import { unzip } from './zip';

interface Manifest {
  origin: string;
  tree_size: number;
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
    const { first_index: first, end_index: end } = manifest;
    const selected = new Set(manifest.selected);
    let checked = 0;
    let met = 0;
    for (let index = Math.floor(first / 256); index * 256 < end; index++) {
      const hashes = await tiles.trusted(0, index);
      const entries = bundleOf(files, index, tileWidth(0, index, checkpoint.size));
      for (const [place, entry] of entries.entries()) {
        const at = index * 256 + place;
        if (!equal(await leafHash(entry), hashes[place] as Bytes)) {
          throw new Flaw('tampered', `Entry ${at} is not the one that was signed.`);
        }

        checked++;
        if (at >= first && at < end) {
          meet(at, entry);
        }
      }
    }

    if (met !== selected.size) {
      throw new Flaw('tampered', 'manifest.json selects entries that are not there.');
    }

    step(`The hash (SHA-256) of each of ${checked} entries is the one under the signed root, and none between ${first} and ${end - 1} is missing.`);
    step(`The ${selected.size} selected entries are all that match what was asked for.`);
    return `${checked} entries of ${checkpoint.origin} are those that were signed, and the ${selected.size} selected are all that match between indexes ${first} and ${end - 1}.`
      + (selection.isById ? ' What matches outside of these is not in here.' : '')
      + ' The report, README.txt and keys.txt in the archive are for reading: nothing is signed over them.';

    function meet(at: number, entry: Bytes) {
      const matches = selection.matches(entry);
      if (matches !== selected.has(at)) {
        throw new Flaw('tampered', matches ? `Entry ${at} matches the selection and is left out of it.` : `Entry ${at} is selected and does not match.`);
      }

      if ((at === first && at > 0 && !selection.isBefore(entry)) || (at === end - 1 && end < checkpoint.size && !selection.isAfter(entry))) {
        throw new Flaw('missing', `The export ends at entry ${at}, and does not show that nothing beyond it matches.`);
      }

      met += matches ? 1 : 0;
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
    const { first_index: first, end_index: end, selected } = manifest;
    if ([first, end, manifest.tree_size].every(Number.isSafeInteger) && first >= 0 && first < end
      && Array.isArray(selected) && selected.every((index, place) => Number.isSafeInteger(index) && index >= first && index < end && (place === 0 || index > (selected[place - 1] ?? 0)))) {
      return manifest;
    }
  } catch {
    // Said below.
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
