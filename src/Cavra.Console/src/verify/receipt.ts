import { base64, textOf, type Bytes } from './bytes';
import { includes, leafHash } from './merkle';
import { readCheckpoint, readKeys } from './note';
import { Flaw, verdictOf, type Verdict } from './verdict';

const header = 'c2sp.org/tlog-proof@v1';

/** Checks a receipt with the keys that are trusted: that its entry is in the log that they signed. */
export function verifyReceipt(text: string, keys: string): Promise<Verdict> {
  return verdictOf(async (step) => {
    const trusted = await readKeys(keys);
    const parting = text.indexOf('\n\n');
    const lines = text.slice(0, Math.max(0, parting)).split('\n');
    if (parting < 0 || lines.shift() !== header) {
      throw new Flaw('unreadable', 'This is no receipt.');
    }

    const extra = lines[0]?.startsWith('extra ') ? base64(lines.shift()?.slice('extra '.length) ?? '') : undefined;
    const index = /^index (0|[1-9]\d{0,14})$/.exec(lines.shift() ?? '')?.[1];
    const path = lines.map((line) => base64(line));
    if (index === undefined || path.some((hash) => hash?.length !== 32)) {
      throw new Flaw('unreadable', 'The receipt is damaged.');
    }

    if (!extra) {
      throw new Flaw('missing', 'The receipt does not hold its entry.');
    }

    step('It is a receipt (C2SP tlog-proof) that holds an entry, its index, the hashes beside it and a checkpoint.');
    const checkpoint = await readCheckpoint(text.slice(parting + 2), trusted);
    step(`The checkpoint of ${checkpoint.origin}, with ${checkpoint.size} entries, is signed by a key that you trust (Ed25519).`);
    if (!(await includes(await leafHash(extra), Number(index), checkpoint.size, path as Bytes[], checkpoint.root))) {
      throw new Flaw('tampered', 'The entry is not the one that the checkpoint was signed over.');
    }

    step(`The entry’s hash (SHA-256) leads up to the signed root from index ${index}.`);
    return `The entry is at index ${index} of ${checkpoint.origin}, and is the one that was signed${actOf(extra)}.`;
  });
}

function actOf(entry: Bytes): string {
  try {
    const document = JSON.parse(textOf(entry) ?? '') as { who?: { actor?: string }; what?: { action?: string }; created_at?: string };
    return document.what?.action ? `: ${document.who?.actor ?? 'somebody'}, ${document.what.action}, ${document.created_at ?? ''}` : '';
  } catch {
    return '';
  }
}
