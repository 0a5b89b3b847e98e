import { equal, textOf, utf8, type Bytes } from './bytes';
import { microseconds } from './selection';
import { Flaw } from './verdict';

interface Gap {
  first: number;
  end: number;
  /** What stands in the place of an erased entry; undefined where the whole bundle is not there. */
  tombstone?: Bytes;
  file: string;
}

/** What an entry says of a removal. */
interface Told {
  reason: RemovedRange['reason'];
  first: number;
  end: number;
  says: string;
  /** The bytes that an erasure put in the entry's place. */
  tombstone?: Bytes;
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

const start = '{"schema_version":"cavra.evidence.erased.v1",';
const startBytes = utf8(start);

/** Bytes go by whole bundles of so many entries. */
const bundle = 256;

/** No policy keeps evidence for fewer days. */
const fewestDays = 30;
const day = 24 * 60 * 60 * 1_000_000;

/** Whether these bytes stand in the place of an erased entry. Whether that is so, a later entry of the log has to say. */
export function isTombstone(entry: Bytes): boolean {
  return entry.length >= startBytes.length && startBytes.every((byte, at) => byte === entry[at]);
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
    this.gaps.set(first, { first, end, file });
  }

  /** That a tombstone stands where an entry was. */
  erased(index: number, tombstone: Bytes, file: string): void {
    this.gaps.set(index, { first: index, end: index + 1, tombstone, file });
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
      const why = this.told.find((told) => isErased(gap, told)) ?? this.told.find((told) => isPruned(gap, told));
      if (!why) {
        throw gap.tombstone
          ? new Flaw('tampered', `Entry ${gap.first} was replaced, and no entry of the log says that two people erased it.`)
          : new Flaw('missing', `${gap.file} is not in the archive.`);
      }

      const last = explained.at(-1);
      if (last && last.end === gap.first && last.says === why.says) {
        last.end = gap.end;
      } else {
        explained.push({ reason: why.reason, first: gap.first, end: gap.end, says: why.says });
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

/** Whether an erasure put exactly this tombstone there. */
function isErased(gap: Gap, told: Told): boolean {
  return told.first === gap.first && !!gap.tombstone && !!told.tombstone && equal(gap.tombstone, told.tombstone);
}

/** Whether a policy let it go; where an entry was erased before, what told of that may have gone too. */
function isPruned(gap: Gap, told: Told): boolean {
  return told.reason === 'retention' && told.first <= gap.first && gap.end <= told.end;
}

function toldBy(index: number, entry: Bytes): Told | undefined {
  const text = textOf(entry);
  if (!text || !(text.includes('evidence-retention') || text.includes('evidence-erasure'))) {
    return undefined;
  }

  try {
    const { created_at: at, evidence_id: id, what: { outcome, metadata_kind: kind, summary } } = JSON.parse(text) as { created_at: unknown; evidence_id: unknown; what: Record<string, unknown> & { summary: Record<string, unknown> } };
    const told = outcome !== 'done' ? undefined
      : kind === 'evidence-retention' ? retention(index, at, summary)
        : kind === 'evidence-erasure' ? erasure(index, id, summary) : undefined;

    // Nothing that comes after it can have been taken away by it.
    return told && told.first >= 0 && told.first < told.end && told.end <= index ? told : undefined;
  } catch {
    return undefined;
  }
}

// Evidence goes from the log's beginning, and only when the newest of it is as old as the policy keeps it.
function retention(
  index: number, at: unknown, { first_index: first, end_index: end, kept_days: days, newest_at: newest }: Record<string, unknown>,
): Told | undefined {
  const [newestAt, toldAt] = [instant(newest), instant(at)];
  return first === 0 && isWhole(end) && end % bundle === 0 && isWhole(days) && days >= fewestDays
    && newestAt !== undefined && toldAt !== undefined && newestAt + days * day <= toldAt
    ? { reason: 'retention', first, end, says: `a policy that keeps evidence for ${days} days let them go at ${String(at)} (entry ${index})` }
    : undefined;
}

// One person alone erases nothing.
function erasure(index: number, id: unknown, summary: Record<string, unknown>): Told | undefined {
  const { state, entry_index: place, erased_evidence_id: erased, asked_by: asked, confirmed_by: confirmed, confirmed_at: at } = summary;
  return state === 'confirmed' && isWhole(place) && [id, erased, asked, confirmed, at].every((value) => typeof value === 'string')
    ? {
        reason: 'erasure', first: place, end: place + 1, says: `${String(asked)} asked and ${String(confirmed)} confirmed it at ${String(at)} (entry ${index})`,
        tombstone: utf8(`${start}"evidence_id":"${String(erased)}","told_by":"${String(id)}"}`),
      }
    : undefined;
}

// What only `Date.parse` understands is no instant.
function instant(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$/.test(value) ? microseconds(value) : undefined;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
