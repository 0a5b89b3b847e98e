import { joined, sha256, utf8, type Bytes } from './bytes';
import { leafHash, perfectRoots, rootOver } from './merkle';
import { hex } from './note';

/** A signed log of entries, for tests: made by the rules of RFC 6962 and C2SP, from nothing of the server's. */
export interface SampleLog {
  key: string;
  receipt: (index: number) => Promise<string>;
  checkpoint: string;
  entries: Bytes[];
  leaves: Bytes[];
}

/**
 * @param count How many entries it has, one a minute.
 * @param origin What it is called.
 * @param what What the entry of an index is about; nothing in particular where it says nothing.
 */
export async function sampleLog(count: number, origin = 'cavra/sample/default', what: (n: number) => object | undefined = () => undefined): Promise<SampleLog> {
  const entries = Array.from({ length: count }, (_, n) => utf8(JSON.stringify({
    created_at: new Date(Date.UTC(2026, 10, 28) + n * 60_000).toISOString(), evidence_id: `evidence-of-${n}`, n,
    what: what(n) ?? { action: 'fill', resource_id: n % 2 === 0 ? 'even' : 'odd', summary: {} }, who: { actor: 'filler' },
  })));
  const leaves = await Promise.all(entries.map(leafHash));
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']) as CryptoKeyPair;
  const publicKey = joined(new Uint8Array([1]), new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const id = (await sha256(joined(utf8(`${origin}\n`), publicKey))).slice(0, 4);
  const root = await rootOf(leaves);
  const text = `${origin}\n${count}\n${to64(root)}\n`;
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, utf8(text)));
  const checkpoint = `${text}\n— ${origin} ${to64(joined(id, signature))}\n`;
  return {
    key: `${origin}+${hex(id)}+${to64(publicKey)}`,
    checkpoint,
    entries,
    leaves,
    receipt: async (index) => [
      'c2sp.org/tlog-proof@v1', `extra ${to64(entries[index] as Bytes)}`, `index ${index}`,
      ...(await pathOf(leaves, index)).map(to64),
    ].join('\n') + `\n\n${checkpoint}`,
  };
}

async function rootOf(leaves: readonly Bytes[]): Promise<Bytes> {
  return await rootOver(await perfectRoots(leaves)) as Bytes;
}

// The definition of RFC 6962, 2.1.1, word for word: slow and plain.
async function pathOf(leaves: readonly Bytes[], index: number): Promise<Bytes[]> {
  if (leaves.length <= 1) {
    return [];
  }

  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...(await pathOf(left, index)), await rootOf(right)]
    : [...(await pathOf(right, index - split)), await rootOf(left)];
}

export function to64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
