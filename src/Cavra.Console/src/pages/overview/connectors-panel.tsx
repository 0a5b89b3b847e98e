import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { Panel } from '../../parts/panel';
import { ConnectorState } from '../connectors/connector-state';

/** Every connector's state in a line. */
export function ConnectorsPanel() {
  const connectors = useQuery({
    queryKey: ['connectors'],
    queryFn: ({ signal }) => answerOf(api.GET('/connectors', { params: { query: { limit: 100 } }, signal })),
  });
  return (
    <Panel title="Connectors" what="the connectors" query={connectors} counter={(data) => `(${data.total})`}>
      {(data) => data.items.length === 0
        ? <Box color="text-body-secondary">No connector is set up. They are described in the file that CAVRA_CONNECTOR_CONFIG names.</Box>
        : <ul className="lines">
          {data.items.map((connector) => (
            <li key={connector.name}><Box variant="strong">{connector.name}</Box> <ConnectorState connector={connector} /></li>
          ))}
        </ul>}
    </Panel>
  );
}
