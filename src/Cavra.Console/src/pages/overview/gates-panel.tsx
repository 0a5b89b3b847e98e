import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import { Link } from '../../parts/link';
import { Panel } from '../../parts/panel';

const gates = ['noticed', 'routed', 'reviewed', 'approved', 'executed', 'recovered'] as const;

/** How many open loops await which gate; each number leads to those loops. */
export function GatesPanel() {
  const counts = useQuery({
    queryKey: ['loops', 'by-gate'],
    queryFn: ({ signal }) => Promise.all(gates.map(async (gate) => {
      const page = await answerOf(api.GET(`${auditDelivery}/loops`, { params: { query: { gate, open: true, limit: 1 } }, signal }));
      return { gate, total: page.total, number: `${page.total}${page.total_is_lower_bound ? '+' : ''}` };
    })),
  });
  return (
    <Panel title="Open loops by gate" what="open loops" query={counts} counter={(all) => `(${all.reduce((sum, { total }) => sum + total, 0)})`} fit>
      {(all) => all.every(({ total }) => total === 0)
        ? <Box color="text-body-secondary">No loop is open: everything reached its reader.</Box>
        : <ul className="gate-counts">
          {all.map(({ gate, total, number }) => (
            <li key={gate}>
              <Box variant="awsui-key-label">{gate}</Box>
              {total > 0
                ? <Link to={`/console/loops?gate=${gate}&open=true`} label={`${number} open loops await the gate ${gate}`}><span className="big">{number}</span></Link>
                : <span className="big muted">0</span>}
            </li>
          ))}
        </ul>}
    </Panel>
  );
}
