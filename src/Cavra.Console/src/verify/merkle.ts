import { equal, joined, sha256, type Bytes } from './bytes';

/** The hash of an entry (RFC 6962). */
export function leafHash(entry: Bytes): Promise<Bytes> {
  return sha256(joined(new Uint8Array([0]), entry));
}

/** The hash over two hashes (RFC 6962). */
export function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(joined(new Uint8Array([1]), left, right));
}

/** Whether a leaf is at an index of a tree of a size and root, by the hashes beside its path, lowest first (RFC 9162, 2.1.3.2). */
export async function includes(leaf: Bytes, index: number, size: number, path: readonly Bytes[], root: Bytes): Promise<boolean> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    return false;
  }

  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) {
      return false;
    }

    if (node % 2 === 1 || node === last) {
      hash = await nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }

    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }

  return last === 0 && equal(hash, root);
}

/** The roots of the perfect trees that a row of hashes falls into, from the left: 5 hashes are one tree of 4 and one of 1. */
export async function perfectRoots(hashes: readonly Bytes[]): Promise<Bytes[]> {
  const roots: Bytes[] = [];
  let from = 0;
  for (let width = 2 ** Math.floor(Math.log2(Math.max(1, hashes.length))); width >= 1; width /= 2) {
    if (hashes.length - from >= width) {
      let row = hashes.slice(from, from + width);
      while (row.length > 1) {
        row = await Promise.all(Array.from({ length: row.length / 2 }, (_, pair) => nodeHash(row[2 * pair] as Bytes, row[2 * pair + 1] as Bytes)));
      }

      roots.push(row[0] as Bytes);
      from += width;
    }
  }

  return roots;
}

/** The root over perfect trees, larger ones first. */
export async function rootOver(roots: readonly Bytes[]): Promise<Bytes | undefined> {
  let root = roots.at(-1);
  for (const left of roots.slice(0, -1).reverse()) {
    root = await nodeHash(left, root as Bytes);
  }

  return root;
}
