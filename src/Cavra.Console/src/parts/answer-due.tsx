import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useNow } from '../time/now';
import { durationWords } from '../time/words';

interface AnswerDueProps {
  since: string;
  minutes: number;
}

/** The last instant at which an answer is in time. */
export function answerDueAt({ since, minutes }: AnswerDueProps): Date {
  return new Date(Date.parse(since) + minutes * 60_000);
}

/** How long an answer may still take, or how late it is. */
export function AnswerDue(due: AnswerDueProps) {
  const seconds = (answerDueAt(due).getTime() - useNow().getTime()) / 1000;
  return seconds < 0
    ? <StatusIndicator type="error">late by {durationWords(-seconds)}</StatusIndicator>
    : <StatusIndicator type="pending">within {durationWords(seconds)}</StatusIndicator>;
}
