import { textOf, type Bytes } from './bytes';
import { Selection } from './selection';
import { Flaw } from './verdict';

/** The entry that records an export: what was asked for, and how much of it there was. It is signed, as all entries are. */
export class ExportRecord {
  readonly treeSize: number;
  readonly selectedCount: number;
  private readonly id: string;
  private readonly selection: Selection;
  private readonly first: number;
  private readonly end: number;

  constructor(private readonly index: number, entry: Bytes | undefined) {
    try {
      const { what } = JSON.parse((entry && textOf(entry)) ?? '') as { what: { metadata_kind: string; outcome: string; resource_id: string; summary: Record<string, unknown> } };
      const { tree_size: size, first_index: first, end_index: end, selected_count: count, ...members } = what.summary;
      if (what.metadata_kind !== 'evidence-export' || what.outcome !== 'done' || ![size, first, end ?? 0, count].every(Number.isSafeInteger)) {
        throw new Error('another entry');
      }

      this.id = what.resource_id;
      this.selection = new Selection(members);
      [this.treeSize, this.selectedCount, this.first, this.end] = [size as number, count as number, first as number, (end ?? index + 1) as number];
    } catch {
      throw new Flaw('tampered', `Entry ${index} is not the record of an export that manifest.json says it is.`);
    }
  }

  /** Holds what a manifest says to it. */
  hold(id: string, selection: Selection, first: number, end: number): void {
    if (id !== this.id || !selection.isSameAs(this.selection) || first !== this.first || end !== this.end || this.treeSize > this.index) {
      throw new Flaw('tampered', `manifest.json says something else than entry ${this.index}, which records the export.`);
    }
  }
}
