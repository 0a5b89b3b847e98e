import { answerOf, api } from '../../api/client';
import { useQuery } from '@tanstack/react-query';
import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { reads } from '../../api/queries';
import type { Connector } from '../../api/types';
import { Link } from '../../parts/link';
import { useTitle } from '../../shell/use-title';
import { ApiTable } from '../../table/api-table';
import type { Column } from '../../table/columns';
import { ConnectorState } from './connector-state';

const columns: Column<Connector>[] = [
  { id: 'name', header: 'Connector', cell: (row) => <Link to={`/console/connectors/${encodeURIComponent(row.name)}`}>{row.name}</Link>, text: (row) => row.name },
  { id: 'state', header: 'State', cell: (row) => <ConnectorState connector={row} />, text: (row) => row.breaker.state, width: 330 },
  { id: 'provider', header: 'Provider', cell: (row) => row.provider, text: (row) => row.provider },
  { id: 'alerts', header: 'Takes alerts', cell: (row) => row.escalation ? 'escalations' : row.alerts ? 'yes' : 'no', text: (row) => row.alerts },
  { id: 'caps', header: 'At once · per second', cell: (row) => `${row.max_concurrency} · ${row.max_per_second ?? 'no limit'}`, text: (row) => row.max_concurrency },
  { id: 'timeout', header: 'Waits', cell: (row) => `${row.timeout_seconds} s`, text: (row) => row.timeout_seconds },
  { id: 'url', header: 'Address', cell: (row) => row.url ?? '–', text: (row) => row.url, hidden: true },
];

/** Every place that Cavra sends to. */
export default function ConnectorsPage() {
  useTitle('Connectors');
  const connectors = useQuery(reads.connectors);
  const problems = connectors.data?.problems ?? [];
  return (
    <SpaceBetween size="l">
      {problems.length > 0
        ? <Alert type="error" header="The file of connectors holds faults"><ul className="plain-list">{problems.map((problem) => <li key={problem} className="breakable">{problem}</li>)}</ul></Alert>
        : null}
      <ApiTable<Connector>
        id="connectors"
        title="Connectors"
        headerLevel="h1"
        variant="full-page"
        description="Where evidence, notifications and alerts are sent. They are set up in a file; what is secret in it never arrives here."
        path="/connectors"
        load={(query, signal) => answerOf(api.GET('/connectors', { params: { query }, ...(signal ? { signal } : {}) }))}
        columns={columns}
        rowId={(row) => row.name}
        empty="No connector is set up. They are described in the file that CAVRA_CONNECTOR_CONFIG names; it is read again when it changes."
      />
    </SpaceBetween>
  );
}
