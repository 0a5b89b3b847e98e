import { textOf, type Bytes } from './bytes';
import { Flaw } from './verdict';

interface EntryDocument {
  created_at?: unknown;
  what?: { resource_id?: unknown; summary?: Record<string, unknown> };
}

/** What an export was asked for, and whether an entry is of it by what the entry itself says. */
export class Selection {
  private readonly id: readonly [name: string, value: string] | undefined;
  private readonly since: number;
  private readonly until: number;

  constructor(members: Record<string, unknown>) {
    const stated = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
    const id = stated.find(([name]) => ['audit_id', 'delivery_id', 'retry_plan_id'].includes(name));
    if (stated.length === 0 || (id && stated.length > 1) || stated.some(([name, value]) => typeof value !== 'string' || (!id && name !== 'since' && name !== 'until'))) {
      throw new Flaw('unreadable', 'manifest.json does not say what was selected.');
    }

    this.id = id as [string, string] | undefined;
    this.since = microseconds(members['since']) ?? Number.NEGATIVE_INFINITY;
    this.until = microseconds(members['until']) ?? Number.POSITIVE_INFINITY;
  }

  get isById(): boolean {
    return this.id !== undefined;
  }

  matches(entry: Bytes): boolean {
    const document = this.read(entry);
    if (this.id) {
      const [name, value] = this.id;
      return document.what?.resource_id === value || document.what?.summary?.[name] === value;
    }

    const at = this.instant(document);
    return at >= this.since && at <= this.until;
  }

  /** Whether nothing before this entry can be of the time that was asked for. */
  isBefore(entry: Bytes): boolean {
    return this.isById || this.instant(this.read(entry)) < this.since;
  }

  /** Whether nothing after this entry can be of the time that was asked for. */
  isAfter(entry: Bytes): boolean {
    return this.isById || this.instant(this.read(entry)) > this.until;
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

/** Microseconds since 1970: entries are told apart by them, and `Date` knows only milliseconds. */
function microseconds(value: unknown): number | undefined {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) {
    return undefined;
  }

  const fraction = /\.(\d{1,9})/.exec(value)?.[1] ?? '';
  return Date.parse(value.replace(/\.\d+/, '')) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
