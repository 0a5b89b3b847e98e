import type { components } from '../api/schema';
import { lineOf, linesIn, namesIn, periodOf } from './schedule-draft';
import { numberOf, orNull } from './typed';

type Policy = components['schemas']['PolicyDocumentView'];
type Body = components['schemas']['PolicyBody'];

/** A policy as it is typed. */
export interface PolicyDraft {
  attempts: string;
  delay: string;
  multiplier: string;
  longestDelay: string;
  isImmediateAllowed: boolean;
  isAckRequired: boolean;
  approvals: string;
  expires: string;
  fourEyes: string;
  review: string;
  /** One connector on a line. */
  connectorReviews: string;
  /** One freeze window on a line. */
  windows: string;
  /** Days; empty for ever. */
  keptDays: string;
  notes: string;
}

/** What stands, to be typed over. */
export function policyDraftOf(policy: Policy): PolicyDraft {
  const { retry_policy: retry } = policy;
  return {
    attempts: String(retry.max_retry_attempts), delay: String(retry.retry_delay_minutes), multiplier: String(retry.backoff_multiplier),
    longestDelay: String(retry.max_retry_delay_minutes), isImmediateAllowed: retry.allow_immediate_retry,
    isAckRequired: policy.require_retry_ack, approvals: String(policy.approvals_required), expires: String(policy.expires_after_minutes),
    fourEyes: policy.four_eyes, review: String(policy.review_minutes),
    connectorReviews: Object.entries(policy.connector_review_minutes).map(([connector, minutes]) => `${connector} = ${minutes}`).join('\n'),
    windows: policy.freeze_windows.map((window) => [
      window.window_id, lineOf(window), ...(window.connectors.length > 0 ? [`connectors=${window.connectors.join(',')}`] : []),
    ].join(' | ')).join('\n'),
    keptDays: String(policy.evidence_kept_days ?? ''),
    notes: '',
  };
}

const connectorsPattern = /^connectors\s*=/;

/** What was typed as the document that the server takes. What is no number or instant is sent as typed, so that the server says so. */
export function policyBodyOf(draft: PolicyDraft): Body {
  return {
    retry_policy: {
      max_retry_attempts: numberOf(draft.attempts), retry_delay_minutes: numberOf(draft.delay), backoff_multiplier: numberOf(draft.multiplier),
      max_retry_delay_minutes: numberOf(draft.longestDelay), allow_immediate_retry: draft.isImmediateAllowed,
    },
    require_retry_ack: draft.isAckRequired, approvals_required: numberOf(draft.approvals), expires_after_minutes: numberOf(draft.expires),
    four_eyes: draft.fourEyes as Body['four_eyes'], review_minutes: numberOf(draft.review),
    connector_review_minutes: Object.fromEntries(linesIn(draft.connectorReviews).map((line) => {
      const [connector = '', minutes = ''] = line.split('=').map((part) => part.trim());
      return [connector, numberOf(minutes)];
    })),
    freeze_windows: linesIn(draft.windows).map((line) => {
      const [id = '', ...parts] = line.split('|').map((part) => part.trim());
      return {
        window_id: id, ...periodOf(parts.filter((part) => !connectorsPattern.test(part)).join(' | ')),
        connectors: parts.filter((part) => connectorsPattern.test(part)).flatMap((part) => namesIn(part.replace(connectorsPattern, ''))),
      };
    }),
    evidence_kept_days: draft.keptDays.trim() === '' ? null : numberOf(draft.keptDays),
    notes: orNull(draft.notes),
  };
}

/** One member in which two policies differ: `approvals required: 1 → 2`. */
export function changeWords({ member, before, after }: { member: string; before?: unknown; after?: unknown }): string {
  return `${member.replaceAll('_', ' ')}: ${valueWords(before)} → ${valueWords(after)}`;
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) {
    return 'nothing';
  }

  return typeof value === 'string' ? value : typeof value === 'boolean' ? value ? 'yes' : 'no' : JSON.stringify(value);
}
