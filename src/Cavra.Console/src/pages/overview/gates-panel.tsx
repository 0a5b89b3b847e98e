import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { components } from '../../api/schema';
import { Link } from '../../parts/link';
import { Panel } from '../../parts/panel';
import { Since } from '../../time/since';

type Waiting = components['schemas']['WaitingLoopsView'];

/** How many open loops wait at which gate, for whom and since when; each number leads to those loops. */
export function GatesPanel() {
  const counts = useQuery({
    queryKey: ['loops', 'by-gate'],
    queryFn: async ({ signal }) => (await answerOf(api.GET(`${auditDelivery}/loops/gates`, { signal }))).gates,
  });
  return (
    <Panel title="Open loops by gate" what="open loops" query={counts} counter={(all) => `(${all.reduce((sum, { count }) => sum + count, 0)})`} fit>
      {(all) => all.every(({ count }) => count === 0)
        ? <Box color="text-body-secondary">No loop is open: everything reached its reader.</Box>
        : <ul className="gate-counts">{all.map((waiting) => <li key={waiting.gate}><GateCount waiting={waiting} /></li>)}</ul>}
    </Panel>
  );
}

function GateCount({ waiting: { gate, count, count_is_lower_bound: isMore, oldest_at: oldest, awaited_roles: roles } }: { waiting: Waiting }) {
  if (count === 0) {
    return <><Box variant="awsui-key-label">{gate}</Box><span className="big muted">0</span></>;
  }

  const number = `${count}${isMore ? '+' : ''}`;
  const whom = roles.join(' or ');
  return (
    <>
      <Box variant="awsui-key-label">{gate}</Box>
      <Link to={`/console/loops?gate=${gate}&open=true`} label={`${number} open loops await the gate ${gate}, for ${whom}`}><span className="big">{number}</span></Link>
      <Box fontSize="body-s" color="text-body-secondary">awaits {whom}{oldest ? <>, oldest <Since at={oldest} /></> : null}</Box>
    </>
  );
}
