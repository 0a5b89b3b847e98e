import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../api/queries';
import { Link } from '../../parts/link';
import { Panel } from '../../parts/panel';
import { ConnectorState } from '../connectors/connector-state';

/** Every connector's state in a line. */
export function ConnectorsPanel() {
  const connectors = useQuery(reads.connectors);
  return (
    <Panel title="Connectors" what="the connectors" query={connectors} counter={(data) => `(${data.total})`}>
      {(data) => data.items.length === 0
        ? <Box color="text-body-secondary">No connector is set up. They are described in the file that CAVRA_CONNECTOR_CONFIG names.</Box>
        : <ul className="columns">
          {data.items.map((connector) => (
            <li key={connector.name}>
              <Link to={`/console/connectors/${encodeURIComponent(connector.name)}`}>{connector.name}</Link> <ConnectorState connector={connector} />
            </li>
          ))}
        </ul>}
    </Panel>
  );
}
