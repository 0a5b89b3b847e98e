import { counted } from '../../time/words';

/** Entries from an index to the one before an end, in words. */
export function rangeWords(first: number, end: number): string {
  return end - first === 1 ? `entry ${first}` : `entries ${first} to ${end - 1}`;
}

/** How many entries would go now, in words. */
export function removableWords(entries: number): string {
  return entries === 0 ? 'nothing' : counted(entries, 'entry', 'entries');
}
