import type { WorkerRun } from '../../api/types';
import { counted, durationWords } from '../../time/words';
import type { ComparedRow, Likeness } from './comparison';

/** What a row says of itself, so that no colour has to. */
export const likenessWords: Record<Likeness, string> = { differs: 'Differs', another_reason: 'Same, for another reason', same: 'The same' };

/** How many differ, and why they may. */
export function comparisonWords(rows: readonly ComparedRow[], dry: WorkerRun, live: WorkerRun): string {
  const differing = rows.filter((row) => row.likeness !== 'same').length;
  if (rows.length === 0) {
    return 'Neither run found anything open.';
  }

  if (differing === 0) {
    return `${rows.length === 1 ? 'The only destination is treated' : `All ${counted(rows.length, 'destination')} are treated`} alike.`;
  }

  const seconds = (Date.parse(live.started_at) - Date.parse(dry.started_at)) / 1000;
  return [
    `${differing} of ${counted(rows.length, 'destination')} ${differing === 1 ? 'differs' : 'differ'}.`,
    'Both runs decide by the same rules.',
    seconds < 0
      ? `The live run is the older, by ${durationWords(-seconds)}: what it sent has changed what the dry run found, and so may have others.`
      : `The live run began ${durationWords(seconds)} after the dry run: an approval, a connector, the policy or a destination may have changed in between.`,
    ...termsOf(dry, live),
  ].join(' ');
}

/** In what the two were asked differently, which may be why they differ too. */
function termsOf(dry: WorkerRun, live: WorkerRun): string[] {
  const terms = [
    ...(dry.provider === live.provider ? [] : [`for other connectors (${dry.provider}; ${live.provider})`]),
    ...(dry.max_retry_deliveries === live.max_retry_deliveries ? [] : [`for another number at most (${dry.max_retry_deliveries}; ${live.max_retry_deliveries})`]),
    ...(dry.generated_by === live.generated_by ? [] : [`by another person (${dry.generated_by}; ${live.generated_by})`]),
  ];
  return terms.length === 0 ? [] : [`They were asked ${terms.join(', and ')}.`];
}
