import { equal, type Bytes } from './bytes';
import { leafHash, perfectRoots } from './merkle';
import { isTombstone, type RemovedEntries } from './removed';
import { tilePath, tileWidth, type TrustedTiles } from './tiles';
import { Flaw } from './verdict';

/** The entries of a log whose bytes are known to be those under the signed root, bundle by bundle. */
export class TrustedEntries {
  constructor(
    private readonly files: Map<string, Bytes>, private readonly size: number, private readonly tiles: TrustedTiles, private readonly removed: RemovedEntries,
  ) {}

  /** The entries of a bundle, up to 256; undefined in the place of one whose bytes are not there, which the removed ones are told of. */
  async read(index: number): Promise<(Bytes | undefined)[]> {
    const [first, width] = [index * 256, tileWidth(0, index, this.size)];
    const [path, tile] = [tilePath('entries', index, width), tilePath(0, index, width)];
    const { hashes, root } = await this.tiles.met(0, index);
    const entries = bundleOf(this.files, path, width);
    if (!entries) {
      if (!hashes || root) {
        throw new Flaw('missing', `${path} is not in the archive.`);
      }

      this.removed.lack(first, first + width, path);
      return new Array<undefined>(width).fill(undefined);
    }

    const leaves = await Promise.all(entries.map(leafHash));
    if (!hashes || root) {
      // Where the entries are those that were signed, it is the tile that is not.
      const computed = (await perfectRoots(leaves))[0];
      if (root && computed && equal(computed, root)) {
        throw hashes ? new Flaw('tampered', `${tile} is not under the signed root.`) : new Flaw('missing', `${tile} is not in the archive.`);
      }

      const at = hashes ? leaves.findIndex((leaf, place) => !equal(leaf, hashes[place] as Bytes)) : 0;
      throw new Flaw('tampered', `Entry ${first + Math.max(0, at)} is not the one that was signed.`);
    }

    return entries.map((entry, place) => {
      if (equal(leaves[place] as Bytes, hashes[place] as Bytes)) {
        return entry;
      }

      if (!isTombstone(entry)) {
        throw new Flaw('tampered', `Entry ${first + place} is not the one that was signed.`);
      }

      this.removed.erased(first + place, entry, path);
      return undefined;
    });
  }
}

/** The entries of a bundle, each after its length in two bytes; undefined where its file is not there. */
function bundleOf(files: Map<string, Bytes>, path: string, width: number): Bytes[] | undefined {
  const bytes = files.get(path);
  if (!bytes) {
    return undefined;
  }

  const entries: Bytes[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }

  if (at !== bytes.length || entries.length !== width) {
    throw new Flaw('tampered', `${path} does not hold ${width} entries.`);
  }

  return entries;
}
