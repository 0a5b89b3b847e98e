import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { notifications } from '../../api/paths';
import { Panel } from '../../parts/panel';
import { words } from '../../parts/states';
import { Instant, Since } from '../../time/since';

/** Why routes were held back, and how often. */
export function SuppressionPanel() {
  const trend = useQuery({
    queryKey: ['suppression-trend'],
    queryFn: ({ signal }) => answerOf(api.GET(`${notifications}/suppression-trends`, { signal })),
  });
  return (
    <Panel title="Suppressed routes" what="suppressed routes" query={trend} counter={(data) => `(${data.trend.suppression_event_count})`}
      description={trend.data ? <>Since <Instant at={trend.data.since} />.</> : null}>
      {({ trend: data }) => data.suppression_event_count === 0
        ? <Box color="text-body-secondary">No route was held back. Maintenance windows, owners’ absences and schedules that are not due hold routes back, and each is counted here.</Box>
        : <SpaceBetween size="l">
          <ColumnLayout columns={3} variant="text-grid">
            <Counts title="By reason" counts={data.category_counts} />
            <Counts title="By owner" counts={data.owner_counts} />
            <Counts title="By connector" counts={data.provider_counts} />
          </ColumnLayout>
          <div>
            <Box variant="awsui-key-label">Latest</Box>
            <ul className="lines">
              {data.latest_events.map((event) => (
                <li key={event.route_id} className="breakable"><Since at={event.route_created_at} />: {event.schedule_id} for {event.owner} by {event.connector}. {event.reason}</li>
              ))}
            </ul>
          </div>
        </SpaceBetween>}
    </Panel>
  );
}

function Counts({ title, counts }: { title: string; counts: Record<string, number> }) {
  return (
    <div>
      <Box variant="h3">{title}</Box>
      <KeyValuePairs columns={1} items={Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => ({ label: words(name), value: String(count) }))} />
    </div>
  );
}
