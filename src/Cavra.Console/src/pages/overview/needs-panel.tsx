import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { reads } from '../../api/queries';
import type { components } from '../../api/schema';
import { Link } from '../../parts/link';
import { Panel } from '../../parts/panel';
import { useNow } from '../../time/now';
import { exactly } from '../../time/words';
import { ageWords, obligationWords, placeOfObligation } from './obligations';

type Obligation = components['schemas']['ObligationView'];

/** What this person's roles can discharge now, oldest first, and below it what awaits others. */
export function NeedsPanel() {
  const needs = useQuery(reads.obligations);
  return (
    <Panel title="What needs you" what="what needs you" query={needs}>
      {(data) => (
        <>
          {data.obligations.length === 0
            ? <StatusIndicator type="success">Nothing awaits you now.</StatusIndicator>
            : <ul className="lines">{data.obligations.map((obligation) => <Need key={obligation.kind} obligation={obligation} />)}</ul>}
          {data.others.length > 0
            ? <Box margin={{ top: 's' }} color="text-body-secondary">
              Awaiting others: {data.others.map((other, index) => (
                <span key={other.kind}>{index > 0 ? '; ' : ''}<Link to={placeOfObligation(other.kind)}>{obligationWords(other)}</Link> ({other.awaited_roles.join(' or ')}, <Age at={other.oldest_at} />)</span>
              ))}
            </Box>
            : null}
        </>
      )}
    </Panel>
  );
}

const acts: Record<Obligation['kind'], string> = {
  review: 'Review', approve: 'Ask', decide_approval: 'Decide', acknowledge_alert: 'Acknowledge', acknowledge_route: 'Answer', close_recovery: 'Bring back',
};

function Need({ obligation }: { obligation: Obligation }) {
  const navigate = useNavigate();
  const place = placeOfObligation(obligation.kind);
  return (
    <li className="line">
      <StatusIndicator type={obligation.kind === 'acknowledge_route' && !obligation.breached_count ? 'pending' : 'warning'}>{obligationWords(obligation)}</StatusIndicator>
      <span className="line-end">
        <Box color="text-body-secondary" display="inline">oldest <Age at={obligation.oldest_at} /></Box>
        <Button ariaLabel={`${acts[obligation.kind]}: ${obligationWords(obligation)}`} onClick={() => void navigate(place)}>{acts[obligation.kind]}</Button>
      </span>
    </li>
  );
}

function Age({ at }: { at: string }) {
  const now = useNow();
  return <time dateTime={at} title={exactly(new Date(at))}>{ageWords(at, now)}</time>;
}
