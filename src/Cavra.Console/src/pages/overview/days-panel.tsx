import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../api/queries';
import { Panel } from '../../parts/panel';
import { words } from '../../parts/states';
import { durationWords } from '../../time/words';

/** Failures and closures day by day, and how attempts ended. */
export default function DaysPanel() {
  const days = useQuery(reads.days);
  return (
    <Panel title="Failures and closures" what="figures per day" query={days} description={days.data
      ? <>Last {days.data.days.length} days, UTC. Median time to review {minutes(days.data.median_minutes_to_review)}, to closure {minutes(days.data.median_minutes_to_closure)}.</>
      : null}>
      {(data) => {
        const dates = data.days.map((day) => day.day.slice(5));
        const most = Math.max(4, ...data.days.map((day) => Math.max(day.opened_count, day.closed_count)));
        const classes = [...new Set(data.attempts.map((attempt) => attempt.outcome_class))];
        const connectors = [...new Set(data.attempts.map((attempt) => attempt.connector))];
        return (
          <ColumnLayout columns={2}>
            <BarChart height={180} hideFilter ariaLabel="Loops opened and closed per day" xTitle="" yTitle="" xDomain={dates} yDomain={[0, most]} xScaleType="categorical"
              series={[
                { type: 'bar', title: 'opened', data: data.days.map((day, index) => ({ x: dates[index] ?? '', y: day.opened_count })) },
                { type: 'bar', title: 'closed', data: data.days.map((day, index) => ({ x: dates[index] ?? '', y: day.closed_count })) },
              ]}
              i18nStrings={{ xTickFormatter: (date) => (dates.indexOf(date) % 2 === 0 ? date : ''), yTickFormatter: (count) => (Number.isInteger(count) ? String(count) : '') }}
              empty="No loop was opened or closed." />
            {data.attempts.length === 0
              ? <Box color="text-body-secondary">Nothing was attempted in these days.</Box>
              : <BarChart height={180} hideFilter stackedBars horizontalBars ariaLabel="Attempts by connector and how they ended" xTitle="" yTitle="" xDomain={connectors} xScaleType="categorical"
                series={classes.map((name) => ({
                  type: 'bar' as const, title: words(name),
                  data: connectors.map((connector) => ({ x: connector, y: data.attempts.filter((attempt) => attempt.connector === connector && attempt.outcome_class === name).reduce((sum, attempt) => sum + attempt.count, 0) })),
                }))}
                i18nStrings={{ yTickFormatter: (count) => (Number.isInteger(count) ? String(count) : '') }} empty="Nothing was attempted." />}
          </ColumnLayout>
        );
      }}
    </Panel>
  );
}

function minutes(value: number | null): string {
  return value === null ? '–' : durationWords(value * 60);
}
