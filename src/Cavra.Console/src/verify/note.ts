import { base64, joined, sha256, utf8, type Bytes } from './bytes';
import { Flaw } from './verdict';

/** The public half of a signing key, as it is handed out: `name+key id+base64`. */
export interface VerifierKey {
  name: string;
  id: string;
  publicKey: Bytes;
}

/** What a log's signed note states. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

const ed25519 = 1;

/** Reads a key; one whose id is not what its name and bytes give is none. */
export async function readKey(line: string): Promise<VerifierKey | undefined> {
  const [name, id, ...rest] = line.trim().split('+');
  const bytes = base64(rest.join('+'));
  if (!name || !id || bytes?.length !== 33 || bytes[0] !== ed25519) {
    return undefined;
  }

  const digest = await sha256(joined(utf8(`${name}\n`), bytes));
  return hex(digest.slice(0, 4)) === id ? { name, id, publicKey: bytes.slice(1) } : undefined;
}

/** Every key of a text, one a line. */
export async function readKeys(text: string): Promise<VerifierKey[]> {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const keys = await Promise.all(lines.map(readKey));
  const wrong = keys.indexOf(undefined);
  if (wrong >= 0) {
    throw new Flaw('unreadable', `Line ${wrong + 1} of the keys is no verifier key.`);
  }

  return keys as VerifierKey[];
}

/** The checkpoint of a note that at least one of the keys has signed, and none of them wrongly. */
export async function readCheckpoint(note: string, trusted: readonly VerifierKey[]): Promise<Checkpoint> {
  const parting = note.lastIndexOf('\n\n');
  const text = note.slice(0, parting + 1);
  const [origin, size, root, ...more] = text.split('\n');
  const hash = base64(root ?? '');
  if (parting < 0 || !origin || !/^(0|[1-9]\d{0,14})$/.test(size ?? '') || hash?.length !== 32 || more.length < 1) {
    throw new Flaw('unreadable', 'The checkpoint is no signed note.');
  }

  let signed = 0;
  for (const line of note.slice(parting + 2).split('\n').filter((part) => part !== '')) {
    const [dash, name, signature] = line.split(' ');
    const bytes = base64(signature ?? '');
    if (dash !== '—' || !name || !bytes || bytes.length < 5) {
      throw new Flaw('unreadable', 'A line of signatures is none.');
    }

    for (const key of trusted.filter((candidate) => candidate.name === name && candidate.id === hex(bytes.slice(0, 4)))) {
      if (!(await verifies(key, utf8(text), bytes.slice(4)))) {
        throw new Flaw('tampered', `The signature by the key ${key.id} is wrong.`);
      }

      signed += key.name === origin ? 1 : 0;
    }
  }

  if (signed === 0) {
    throw new Flaw('tampered', 'None of the keys that you trust has signed the checkpoint.');
  }

  return { origin, size: Number(size), root: hash };
}

/** Whether this browser can check Ed25519 signatures; not all do, and none over plain HTTP from elsewhere. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32).fill(9), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

async function verifies(key: VerifierKey, message: Bytes, signature: Bytes): Promise<boolean> {
  const imported = await crypto.subtle.importKey('raw', key.publicKey, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', imported, signature, message);
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

