import type { components } from '../../api/schema';
import { counted, durationWords } from '../../time/words';

type Obligation = components['schemas']['ObligationView'];

/** An obligation in a line: "3 loops await review". */
export function obligationWords({ kind, count, count_is_lower_bound: isMore, breached_count: late }: Obligation): string {
  const some = (one: string) => (isMore ? `${counted(count, one).replace(' ', '+ ')}` : counted(count, one));
  const verb = count === 1 && !isMore ? 's' : '';
  switch (kind) {
    case 'review':
      return `${some('loop')} await${verb} review`;
    case 'approve':
      return `${some('accepted retry')} await${verb} a request for approval`;
    case 'decide_approval':
      return `${some('approval')} await${verb} a decision${late ? `, ${late} late` : ''}`;
    case 'acknowledge_alert':
      return `${some('worker alert')} ${verb === 's' ? 'is' : 'are'} unacknowledged`;
    case 'acknowledge_route':
      return `${some('drill notification')} await${verb} an answer${late ? `, ${late} late` : ''}`;
    case 'close_recovery':
      return `${some('connector')} ${verb === 's' ? 'is' : 'are'} to be brought back${late ? `, ${late} late` : ''}`;
  }
}

/** The page that lists exactly those. */
export function placeOfObligation(kind: Obligation['kind']): string {
  switch (kind) {
    case 'review':
      return '/console/loops?gate=reviewed&open=true';
    case 'approve':
      return '/console/approvals';
    case 'decide_approval':
      return '/console/approvals?state=requested';
    case 'acknowledge_alert':
      return '/console/health-alerts';
    case 'acknowledge_route':
      return '/console/notifications?tab=escalation';
    case 'close_recovery':
      return '/console/recovery';
  }
}

/** How long ago: "2 h 14 min". */
export function ageWords(at: string, now: Date): string {
  return durationWords((now.getTime() - Date.parse(at)) / 1000);
}
