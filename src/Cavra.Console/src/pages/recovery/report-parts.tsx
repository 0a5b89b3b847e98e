import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Table from '@cloudscape-design/components/table';
import type { RecoveryReport } from '../../api/types';
import { Link } from '../../parts/link';
import { State } from '../../parts/states';
import { Instant } from '../../time/since';
import { durationWords } from '../../time/words';

interface ReportProps {
  report: RecoveryReport;
}

/** How many recoveries are open, closed and late, and how live retries went. */
export function Figures({ report }: ReportProps) {
  const rate = report.execution_success_rate;
  return (
    <KeyValuePairs columns={4} items={[
      { label: 'Open', value: <State value={report.recovery_open_count > 0 ? 'open' : 'closed'}>{String(report.recovery_open_count)}</State> },
      { label: `Open for more than ${durationWords(report.recovery_slo_minutes * 60)}`, value: <State value={report.recovery_slo_breached_count > 0 ? 'fail' : 'pass'}>{String(report.recovery_slo_breached_count)}</State> },
      { label: 'Closed', value: String(report.recovery_closed_count) },
      { label: 'Since', value: <Instant at={report.since} /> },
      { label: 'Retries sent live', value: <Link to="/console/approvals?tab=records">{report.execution_count}</Link> },
      { label: 'Delivered', value: `${report.execution_success_count}${rate === null ? '' : `, ${Math.round(rate * 100)} %`}` },
      { label: 'Failed', value: String(report.execution_failed_count) },
      { label: 'Skipped', value: String(report.execution_skipped_count) },
    ]} />
  );
}

/** The same for each connector. */
export function Connectors({ report }: ReportProps) {
  return (
    <Table
      variant="embedded"
      wrapLines
      items={report.provider_summary}
      trackBy="connector"
      ariaLabels={{ tableLabel: 'Recovery of each connector' }}
      columnDefinitions={[
        { id: 'connector', header: 'Connector', cell: (row) => <Link to={`/console/connectors/${encodeURIComponent(row.connector)}`}>{row.connector}</Link> },
        { id: 'open', header: 'Open', cell: (row) => row.recovery_open_count },
        { id: 'late', header: 'Late', cell: (row) => row.recovery_slo_breached_count },
        { id: 'closed', header: 'Closed', cell: (row) => row.recovery_closed_count },
        { id: 'sent', header: 'Delivered live', cell: (row) => row.execution_success_count },
        { id: 'failed', header: 'Failed live', cell: (row) => row.execution_failed_count },
      ]}
      empty="No connector had to be brought back, and nothing was sent live."
    />
  );
}

/** What was said of recoveries, on the days on which something was. */
export function Trends({ report }: ReportProps) {
  const days = report.closure_trends.filter((day) => day.resolved_count + day.mitigated_count + day.reopened_count + day.escalated_count + day.deferred_count > 0);
  return (
    <ExpandableSection headerText={`Closures per day, last ${report.closure_trends.length} days, UTC`} defaultExpanded={days.length > 0}>
      {days.length === 0
        ? <Box color="text-body-secondary">Nothing was said of any recovery in these days.</Box>
        : <Table
          variant="embedded"
          items={days}
          trackBy="day"
          ariaLabels={{ tableLabel: 'Closures per day' }}
          columnDefinitions={[
            { id: 'day', header: 'Day', cell: (row) => row.day },
            { id: 'resolved', header: 'Resolved', cell: (row) => row.resolved_count },
            { id: 'mitigated', header: 'Mitigated', cell: (row) => row.mitigated_count },
            { id: 'deferred', header: 'Deferred', cell: (row) => row.deferred_count },
            { id: 'escalated', header: 'Escalated', cell: (row) => row.escalated_count },
            { id: 'reopened', header: 'Reopened', cell: (row) => row.reopened_count },
          ]}
        />}
    </ExpandableSection>
  );
}
