import { textOf, type Bytes } from './bytes';
import { Flaw } from './verdict';

const most = 512 * 1024 * 1024;

/** The files of an archive by their names. Stored and deflated ones are read; whatever is odd is no archive. */
export async function unzip(archive: Bytes): Promise<Map<string, Bytes>> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const files = new Map<string, Bytes>();
  let total = 0;
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > archive.length || view.getUint32(at, true) !== 0x02014b50) {
      throw damaged();
    }

    const [method, packed, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const header = view.getUint32(at + 42, true);
    const name = textOf(archive.slice(at + 46, at + 46 + nameLength));
    if (name === undefined || header + 30 > archive.length || view.getUint32(header, true) !== 0x04034b50 || files.has(name)) {
      throw damaged();
    }

    total += size;
    if (total > most) {
      throw new Flaw('unreadable', 'The archive is too large for the browser. Use “cavra evidence verify”.');
    }

    const from = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const bytes = await unpacked(archive.slice(from, from + packed), method, size);
    files.set(name, bytes);
    at += 46 + nameLength + extraLength + commentLength;
  }

  return files;
}

function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === 0x06054b50) {
      return at;
    }
  }

  throw damaged();
}

async function unpacked(bytes: Bytes, method: number, size: number): Promise<Bytes> {
  if (method === 0) {
    return bytes;
  }

  if (method !== 8) {
    throw damaged();
  }

  const plain = new Uint8Array(size);
  let at = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (at + part.value.length > size) {
        throw damaged();
      }

      plain.set(part.value, at);
      at += part.value.length;
    }
  } catch {
    throw damaged();
  }

  if (at !== size) {
    throw damaged();
  }

  return plain;
}

function damaged(): Flaw {
  return new Flaw('unreadable', 'This is no archive, or a damaged one.');
}
