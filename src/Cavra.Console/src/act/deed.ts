import { fromNow } from '../time/words';

/** What somebody did. */
export interface Deed {
  who: string;
  /** What it was, after the name: "accepted this". */
  did: string;
  at: string;
  /** Their reason, in their words. */
  why?: string | null | undefined;
  reference?: string | null | undefined;
}

/** A deed in a sentence: `lee accepted this 2 min ago: “planned for tonight” (CHG-1042).` */
export function sentenceOfDeed({ who, did, at, why, reference }: Deed, now: Date): string {
  const reason = why ? `: “${why}”` : '';
  return `${who} ${did} ${fromNow(new Date(at), now)}${reason}${reference ? ` (${reference})` : ''}.`;
}
