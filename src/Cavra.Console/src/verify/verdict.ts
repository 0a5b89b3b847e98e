/** What a check came to. */
export interface Verdict {
  outcome: 'sound' | 'tampered' | 'missing' | 'unreadable' | 'unsupported';
  /** One sentence. */
  sentence: string;
  /** What was checked, step by step, in plain words; the last one is what failed, if anything did. */
  steps: readonly string[];
}

/** The first thing that is wrong. */
export class Flaw extends Error {
  readonly outcome: Verdict['outcome'];

  constructor(outcome: Verdict['outcome'], sentence: string) {
    super(sentence);
    this.outcome = outcome;
  }
}

/** Takes the steps of a check until the first flaw. */
export async function verdictOf(check: (step: (text: string) => void) => Promise<string>): Promise<Verdict> {
  const steps: string[] = [];
  try {
    const sentence = await check((text) => steps.push(text));
    return { outcome: 'sound', sentence, steps };
  } catch (flaw) {
    if (flaw instanceof Flaw) {
      return { outcome: flaw.outcome, sentence: flaw.message, steps };
    }

    throw flaw;
  }
}
