import { textOf, utf8, type Bytes } from './bytes';
import { Flaw } from './verdict';

interface Gap {
  first: number;
  end: number;
  isTombstone: boolean;
  file: string;
}

/** What an entry says of a removal. */
interface Told {
  reason: RemovedRange['reason'];
  first: number;
  end: number;
  says: string;
}

/** Entries whose bytes were taken away, which a later entry of the log says. */
export interface RemovedRange {
  reason: 'retention' | 'erasure';
  /** Index of the first. */
  first: number;
  /** Index after the last one. */
  end: number;
  /** Who or what did it, when, and which entry says so. */
  says: string;
}

const tombstone = utf8('{"schema_version":"cavra.evidence.erased.v1",');

/** Whether these bytes stand in the place of an erased entry. Whether that is so, a later entry of the log has to say. */
export function isTombstone(entry: Bytes): boolean {
  return entry.length >= tombstone.length && tombstone.every((byte, at) => byte === entry[at]);
}

/** Collects the entries that have no bytes, and what entries that are sound say of removals: each of the former needs one of the latter. */
export class RemovedEntries {
  private readonly gaps = new Map<number, Gap>();
  private readonly told: Told[] = [];

  /** How many entries have no bytes. */
  get count(): number {
    return [...this.gaps.values()].reduce((sum, gap) => sum + gap.end - gap.first, 0);
  }

  /** That a whole bundle is not there, though its hashes are. */
  lack(first: number, end: number, file: string): void {
    this.gaps.set(first, { first, end, isTombstone: false, file });
  }

  /** That a tombstone stands where an entry was. */
  erased(index: number, file: string): void {
    this.gaps.set(index, { first: index, end: index + 1, isTombstone: true, file });
  }

  /** Looks whether an entry, which is one that was signed, says that bytes were taken away. */
  meet(index: number, entry: Bytes): void {
    const told = toldBy(index, entry);
    if (told) {
      this.told.push(told);
    }
  }

  /** What was taken away, in order. Each gap that nothing explains is a flaw. */
  explained(): RemovedRange[] {
    const explained: RemovedRange[] = [];
    for (const gap of [...this.gaps.values()].sort((one, other) => one.first - other.first)) {
      const reason = gap.isTombstone ? 'erasure' : 'retention';
      const why = this.told.find((told) => told.reason === reason && told.first <= gap.first && gap.end <= told.end);
      if (!why) {
        throw gap.isTombstone
          ? new Flaw('tampered', `Entry ${gap.first} was replaced, and no entry of the log says that two people erased it.`)
          : new Flaw('missing', `${gap.file} is not in the archive.`);
      }

      const last = explained.at(-1);
      if (last && last.end === gap.first && last.says === why.says) {
        last.end = gap.end;
      } else {
        explained.push({ reason, first: gap.first, end: gap.end, says: why.says });
      }
    }

    return explained;
  }
}

/** In words for a person; empty where nothing was taken away. */
export function removedWords(removed: readonly RemovedRange[]): string {
  return removed.map((range) => range.reason === 'erasure'
    ? ` Entry ${range.first} is erased: ${range.says}.`
    : ` Entries ${range.first} to ${range.end - 1} are pruned: ${range.says}.`).join('');
}

function toldBy(index: number, entry: Bytes): Told | undefined {
  const text = textOf(entry);
  if (!text || !(text.includes('evidence-retention') || text.includes('evidence-erasure'))) {
    return undefined;
  }

  try {
    const { created_at: at, what: { outcome, metadata_kind: kind, summary } } = JSON.parse(text) as { created_at: unknown; what: Record<string, unknown> & { summary: Record<string, unknown> } };
    const told = outcome !== 'done' ? undefined
      : kind === 'evidence-retention' ? retention(index, at, summary)
        : kind === 'evidence-erasure' ? erasure(index, summary) : undefined;

    // Nothing that comes after it can have been taken away by it.
    return told && told.first >= 0 && told.first < told.end && told.end <= index ? told : undefined;
  } catch {
    return undefined;
  }
}

function retention(index: number, at: unknown, { first_index: first, end_index: end, kept_days: days }: Record<string, unknown>): Told | undefined {
  return isWhole(first) && isWhole(end) && isWhole(days) && typeof at === 'string'
    ? { reason: 'retention', first, end, says: `a policy that keeps evidence for ${days} days let them go at ${at} (entry ${index})` }
    : undefined;
}

// One person alone erases nothing.
function erasure(index: number, { state, entry_index: erased, asked_by: asked, confirmed_by: confirmed, confirmed_at: at }: Record<string, unknown>): Told | undefined {
  return state === 'confirmed' && isWhole(erased) && typeof asked === 'string' && typeof confirmed === 'string' && typeof at === 'string'
    ? { reason: 'erasure', first: erased, end: erased + 1, says: `${asked} asked and ${confirmed} confirmed it at ${at} (entry ${index})` }
    : undefined;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
