import { equal, type Bytes } from './bytes';
import { perfectRoots, rootOver } from './merkle';
import type { Checkpoint } from './note';
import { Flaw } from './verdict';

const width = 256;

/** The path of a tile of the log (C2SP tlog-tiles): `tile/0/x001/067`, with its width while it is not full. */
export function tilePath(level: number | 'entries', index: number, hashes: number): string {
  const groups: string[] = [];
  let rest = index;
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  const number = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${number}${hashes < width ? `.p/${hashes}` : ''}`;
}

/** How many hashes a tile of a tree holds. */
export function tileWidth(level: number, index: number, size: number): number {
  return Math.min(width, Math.floor(size / width ** level) - index * width);
}

/** The hashes of a log's tiles, each held to the signed root before it is believed. */
export class TrustedTiles {
  private readonly files: Map<string, Bytes>;
  private readonly checkpoint: Checkpoint;

  constructor(files: Map<string, Bytes>, checkpoint: Checkpoint) {
    this.files = files;
    this.checkpoint = checkpoint;
  }

  /** Holds the tiles at the tree's edge to the root. */
  async open(): Promise<void> {
    const roots: Bytes[] = [];
    for (let level = 0; Math.floor(this.checkpoint.size / width ** level) > 0; level++) {
      const hashes = Math.floor(this.checkpoint.size / width ** level) % width;
      if (hashes > 0) {
        const index = Math.floor(this.checkpoint.size / width ** (level + 1));
        roots.unshift(...(await perfectRoots(this.read(level, index))));
      }
    }

    const root = await rootOver(roots);
    if (!root || !equal(root, this.checkpoint.root)) {
      throw new Flaw('tampered', 'The tiles at the tree’s edge are not under the signed root.');
    }
  }

  /** The hashes of a tile that must be there and under the root. */
  async trusted(level: number, index: number): Promise<Bytes[]> {
    const { hashes, root } = await this.met(level, index);
    if (!hashes) {
      throw new Flaw('missing', `${this.pathOf(level, index)} is not in the archive.`);
    }

    if (root) {
      throw new Flaw('tampered', `${this.pathOf(level, index)} is not under the signed root.`);
    }

    return hashes;
  }

  /**
   * The hashes of a tile, once it is known to be under the root: a full one by the tile above, the others by the edge. A wrong or missing
   * one comes with the root that the tile above says.
   */
  async met(level: number, index: number): Promise<{ hashes?: Bytes[]; root?: Bytes }> {
    if (tileWidth(level, index, this.checkpoint.size) < width) {
      return { hashes: this.read(level, index) };
    }

    const root = (await this.trusted(level + 1, Math.floor(index / width)))[index % width] as Bytes;
    if (!this.files.has(this.pathOf(level, index))) {
      return { root };
    }

    const hashes = this.read(level, index);
    return equal((await perfectRoots(hashes))[0] as Bytes, root) ? { hashes } : { hashes, root };
  }

  private pathOf(level: number, index: number): string {
    return tilePath(level, index, tileWidth(level, index, this.checkpoint.size));
  }

  private read(level: number, index: number): Bytes[] {
    const hashes = tileWidth(level, index, this.checkpoint.size);
    const path = tilePath(level, index, hashes);
    const bytes = this.files.get(path);
    if (!bytes) {
      throw new Flaw('missing', `${path} is not in the archive.`);
    }

    if (bytes.length !== hashes * 32) {
      throw new Flaw('tampered', `${path} is not ${hashes * 32} bytes long.`);
    }

    return Array.from({ length: hashes }, (_, place) => bytes.slice(place * 32, place * 32 + 32));
  }
}
