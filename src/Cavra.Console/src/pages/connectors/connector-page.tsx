import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ActButton } from '../../act/act-button';
import { PauseConnectorDialog, ResumeConnectorDialog, TestConnectorDialog } from '../../acts/connector-acts';
import { api, wholeAnswerOf } from '../../api/client';
import { Answer } from '../../parts/panel';
import { State, words } from '../../parts/states';
import { Trail } from '../../parts/trail';
import { useTitle } from '../../shell/use-title';
import { Instant, Since } from '../../time/since';
import { AttemptList } from '../loops/attempt-list';
import { AttemptClasses } from './attempt-classes';
import { CircuitPanel } from './circuit-panel';
import { ConnectorState } from './connector-state';

/** One connector: whether things go through it, what was last tried, and what stops or tests it. */
export default function ConnectorPage() {
  const { name = '' } = useParams();
  const detail = useQuery({
    queryKey: ['connector', name],
    queryFn: async ({ signal }) => {
      const { data, response } = await wholeAnswerOf(api.GET('/connectors/{name}', { params: { path: { name } }, signal }));
      return { ...data, version: response.headers.get('ETag') ?? undefined };
    },
  });
  useTitle(`Connector ${name}`);
  return (
    <SpaceBetween size="l">
      <Trail list="Connectors" to="/console/connectors" here={name} />
      <Answer what="the connector" query={detail}>{(data) => {
        const { connector } = data;
        return (
          <SpaceBetween size="l">
            <Header variant="h1" description={<ConnectorState connector={connector} />} actions={(
              <SpaceBetween direction="horizontal" size="xs">
                <ActButton permission="connectors.test" dialog={(close) => <TestConnectorDialog name={connector.name} close={close} />}>Test</ActButton>
                {connector.pause
                  ? <ActButton permission="connectors.pause" variant="primary" dialog={(close) => <ResumeConnectorDialog name={connector.name} version={data.version} close={close} />}>Resume</ActButton>
                  : <ActButton permission="connectors.pause" dialog={(close) => <PauseConnectorDialog name={connector.name} version={data.version} close={close} />}>Pause</ActButton>}
              </SpaceBetween>
            )}>{connector.name}</Header>
            {connector.pause ? <Alert type="info" header={<>Paused by {connector.pause.paused_by} <Since at={connector.pause.paused_at} /></>}>{connector.pause.reason}</Alert> : null}
            <Container header={<Header variant="h2">Set up as</Header>}>
              <KeyValuePairs columns={4} items={[
                { label: 'Provider', value: connector.provider },
                { label: 'Address', value: <span className="breakable">{connector.url ?? '–'}</span> },
                { label: 'Takes alerts', value: connector.escalation ? 'escalations too' : connector.alerts ? 'yes' : 'no' },
                { label: 'Headers sent', value: connector.headers.join(', ') || 'none of its own' },
                { label: 'At once', value: String(connector.max_concurrency) },
                { label: 'Per second', value: connector.max_per_second === null ? 'no limit' : String(connector.max_per_second) },
                { label: 'Waits for an answer', value: `${connector.timeout_seconds} s` },
                { label: 'Counts as failing after', value: `${connector.failure_limit} failures in a row` },
                { label: 'Private networks allowed', value: connector.allowed_network_count === 0 ? 'none' : String(connector.allowed_network_count) },
              ]} />
            </Container>
            <CircuitPanel connector={connector} history={data.breaker_history} />
            <AttemptClasses classes={data.attempts_by_class} />
            <Container header={<Header variant="h2" counter={`(${data.latest_attempts.length})`}>Latest attempts</Header>}>
              <AttemptList attempts={data.latest_attempts} />
            </Container>
            <Container header={<Header variant="h2" counter={`(${data.latest_tests.length})`}>Latest tests</Header>}>
              {data.latest_tests.length === 0
                ? <Box color="text-body-secondary">It was not tested yet.</Box>
                : <ul className="lines">
                  {data.latest_tests.map((test) => (
                    <li key={test.test_id} className="breakable">
                      <State value={test.state} /> <Instant at={test.begun_at} /> by {test.requested_by}
                      {test.status_code ? `, answer ${test.status_code}` : ''}{test.failure_class ? `, ${words(test.failure_class)}` : ''}{test.error ? `: ${test.error}` : ''}
                    </li>
                  ))}
                </ul>}
            </Container>
          </SpaceBetween>
        );
      }}</Answer>
    </SpaceBetween>
  );
}
