import { textOf, type Bytes } from './bytes';
import { Flaw } from './verdict';

interface EntryDocument {
  created_at?: unknown;
  what?: { resource_id?: unknown; summary?: Record<string, unknown> };
}

const ids = ['audit_id', 'delivery_id', 'retry_plan_id'] as const;

/** An entry may stand in the log this far, in microseconds, from where its instant puts it. */
const disorder = 10 * 60 * 1_000_000;

/** Ids of what an entry ties to an audit package: its deliveries, the plans, runs and approvals that it is in. */
const ofTheLoop = /^(gordackdelivery|gordackretry|gordackworker|gordackretryapproval|gordackapproval)-[0-9a-f]{32}$/;

/** What an export was asked for, and whether an entry is of it by what the entry itself says. */
export class Selection {
  private readonly id: readonly [name: string, value: string] | undefined;
  private readonly since: number;
  private readonly until: number;
  private readonly firstPossible: number;
  private readonly links = new Set<string>();

  constructor(private readonly members: Record<string, unknown>) {
    const stated = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
    const named = stated.filter(([name]) => (ids as readonly string[]).includes(name));
    const known = stated.every(([name, value]) => typeof value === 'string' && ((ids as readonly string[]).includes(name) || name === 'since' || name === 'until'));
    const since = microseconds(members['since']);
    const until = microseconds(members['until']);
    if (stated.length === 0 || named.length > 1 || !known || (stated.some(([name]) => name === 'since') && since === undefined) || (stated.some(([name]) => name === 'until') && until === undefined)) {
      throw new Flaw('unreadable', 'manifest.json does not say what was selected.');
    }

    this.id = named[0] as [string, string] | undefined;
    this.since = since ?? Number.NEGATIVE_INFINITY;
    this.until = until ?? Number.POSITIVE_INFINITY;
    this.firstPossible = Math.max(this.since, madeAt(this.id?.[1]));
  }

  /** Whether another says the same. */
  isSameAs(other: Selection): boolean {
    return [...ids, 'since', 'until'].every((name) => {
      const [one, two] = [this.members[name] ?? null, other.members[name] ?? null];
      return one === two || (microseconds(one) !== undefined && microseconds(one) === microseconds(two));
    });
  }

  get says(): string {
    return [...ids, 'since', 'until'].filter((name) => this.members[name]).map((name) => `${name} ${String(this.members[name])}`).join(', ');
  }

  /** Whether all entries have to be read once to know what belongs to what is asked about. */
  get hasLinks(): boolean {
    return this.id?.[0] === 'audit_id';
  }

  /** Learns from an entry what else belongs to what is asked about. */
  learn(entry: Bytes): void {
    if (this.hasLinks && this.mayMatch(entry)) {
      subjectsOf(this.read(entry)).filter((id) => ofTheLoop.test(id)).forEach((id) => this.links.add(id));
    }
  }

  matches(entry: Bytes): boolean {
    const document = this.read(entry);
    return this.isInTime(document) && (this.isAbout(document) || this.isLinked(document));
  }

  /** Whether an entry names what is asked about; what is no entry does not. */
  mayMatch(entry: Bytes): boolean {
    try {
      const document = this.read(entry);
      return this.isInTime(document) && this.isAbout(document);
    } catch {
      return false;
    }
  }

  /** Whether this entry shows that nothing before it can be of what was asked for. */
  isBefore(entry: Bytes): boolean {
    return this.instant(this.read(entry)) < this.firstPossible - disorder;
  }

  /** Whether this entry shows that nothing after it can be of what was asked for. */
  isAfter(entry: Bytes): boolean {
    return this.instant(this.read(entry)) > this.until + disorder;
  }

  private isInTime(document: EntryDocument): boolean {
    const at = this.instant(document);
    return at >= this.since && at <= this.until;
  }

  private isAbout(document: EntryDocument): boolean {
    if (!this.id) {
      return true;
    }

    const [name, value] = this.id;
    const summary = document.what?.summary;
    return document.what?.resource_id === value || summary?.[name] === value || (name === 'audit_id' && listOf(summary?.['audit_ids']).includes(value));
  }

  private isLinked(document: EntryDocument): boolean {
    const summary = document.what?.summary;
    return this.hasLinks && typeof summary?.['audit_id'] !== 'string' && listOf(summary?.['audit_ids']).length === 0
      && subjectsOf(document).some((id) => this.links.has(id));
  }

  private instant(document: EntryDocument): number {
    const at = microseconds(document.created_at);
    if (at === undefined) {
      throw new Flaw('unreadable', 'An entry does not say when it was made.');
    }

    return at;
  }

  private read(entry: Bytes): EntryDocument {
    try {
      return JSON.parse(textOf(entry) ?? '') as EntryDocument;
    } catch {
      throw new Flaw('unreadable', 'An entry is no document.');
    }
  }
}

function subjectsOf(document: EntryDocument): string[] {
  const summary = document.what?.summary;
  return [document.what?.resource_id, summary?.['delivery_id'], summary?.['retry_plan_id']].filter((id) => typeof id === 'string');
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The instant in a version 7 id, in microseconds: nothing is about a thing before it is made. */
function madeAt(id: string | undefined): number {
  const digits = /[^]([0-9a-fA-F]{12})7[^]{19}$/.exec(id ?? '')?.[1];
  return digits ? Number.parseInt(digits, 16) * 1000 : Number.NEGATIVE_INFINITY;
}

/** Microseconds since 1970: entries are told apart by them, and `Date` knows only milliseconds. */
export function microseconds(value: unknown): number | undefined {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) {
    return undefined;
  }

  const fraction = /\.(\d{1,9})/.exec(value)?.[1] ?? '';
  return Date.parse(value.replace(/\.\d+/, '')) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
