import Box from '@cloudscape-design/components/box';
import { useQueries } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import { Link } from '../../parts/link';
import { Panel } from '../../parts/panel';

const gates = ['noticed', 'routed', 'reviewed', 'approved', 'executed', 'recovered'] as const;

/** How many open loops await which gate; each number leads to those loops. */
export function GatesPanel() {
  const counts = useQueries({
    queries: gates.map((gate) => ({
      queryKey: ['loops', 'count', gate],
      queryFn: ({ signal }: { signal: AbortSignal }) => answerOf(api.GET(`${auditDelivery}/loops`, { params: { query: { gate, open: true, limit: 1 } }, signal })),
    })),
    combine: (all) => ({ ...(all.find((query) => query.isError) ?? all.find((query) => query.isPending) ?? all[0]), all }),
  });
  const total = counts.all.reduce((sum, query) => sum + (query.data?.total ?? 0), 0);
  return (
    <Panel title="Open loops by gate" what="open loops" query={counts as never} counter={() => `(${total})`} fit>
      {() => total === 0
        ? <Box color="text-body-secondary">No loop is open: everything reached its reader.</Box>
        : <ul className="gate-counts">
          {gates.map((gate, index) => {
            const page = counts.all[index]?.data;
            const number = `${page?.total ?? 0}${page?.total_is_lower_bound ? '+' : ''}`;
            return (
              <li key={gate}>
                <Box variant="awsui-key-label">{gate}</Box>
                {page && page.total > 0 ? <Link to={`/console/loops?gate=${gate}&open=true`} label={`${number} open loops await the gate ${gate}`}><span className="big">{number}</span></Link> : <span className="big muted">0</span>}
              </li>
            );
          })}
        </ul>}
    </Panel>
  );
}
