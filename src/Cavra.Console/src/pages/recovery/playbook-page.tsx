import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { components } from '../../api/schema';
import { Id, shortened } from '../../parts/id';
import { Link } from '../../parts/link';
import { Answer } from '../../parts/panel';
import { State, words } from '../../parts/states';
import { Trail } from '../../parts/trail';
import { useTitle } from '../../shell/use-title';
import { Since } from '../../time/since';
import { counted } from '../../time/words';
import { RecoveriesTable } from './recoveries-table';
import { placeOfStep } from './steps';

type Detail = components['schemas']['RecoveryPlaybookDetailView'];

/** One playbook: the steps for each connector, where its recovery stands, and what was said of it. */
export default function PlaybookPage() {
  const { id = '' } = useParams();
  const detail = useQuery({
    queryKey: ['recovery-playbook', id],
    queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/connector-recovery-playbooks/{playbook_id}`, { params: { path: { playbook_id: id } }, signal })),
  });
  useTitle(`Playbook ${shortened(id)}`);
  return (
    <SpaceBetween size="l">
      <Trail list="Recovery" to="/console/recovery" here={shortened(id)} />
      <Answer what="the playbook" query={detail}>{({ playbook, closures }) => (
        <SpaceBetween size="l">
          <Header variant="h1" description={<>Made <Since at={playbook.generated_at} /> by {playbook.generated_by}, of connectors with {counted(playbook.min_failure_count, 'open failure')} or more in {playbook.lookback_hours} h.</>}>
            Recovery playbook {shortened(playbook.playbook_id)}
          </Header>
          <RecoveriesTable query={detail} isOfOnePlaybook />
          {playbook.provider_playbooks.map((one) => <Steps key={one.connector} one={one} />)}
          <Closures closures={closures} />
        </SpaceBetween>
      )}</Answer>
    </SpaceBetween>
  );
}

function Steps({ one }: { one: Detail['playbook']['provider_playbooks'][number] }) {
  return (
    <Container header={<Header variant="h2" description={<>{counted(one.failure_count, 'open failure')}, latest <Since at={one.latest_failure_at} />: {one.failure_classes.map(words).join(', ')}{one.status_codes.length > 0 ? `, answers ${one.status_codes.join(', ')}` : ''}</>}>{one.connector}</Header>}>
      <ol className="plain-list">
        {one.recovery_steps.map((step) => {
          const place = placeOfStep(step.operation, one.connector);
          return <li key={step.step_id} className="breakable">{step.text}{place ? <> <Link to={place.to}>{place.words}</Link></> : null}</li>;
        })}
      </ol>
    </Container>
  );
}

function Closures({ closures }: { closures: Detail['closures'] }) {
  return (
    <Container header={<Header variant="h2" counter={`(${closures.length})`}>What was said of it</Header>}>
      {closures.length === 0
        ? <Box color="text-body-secondary">Nobody has said anything yet.</Box>
        : <ul className="lines">
          {closures.map((closure) => (
            <li key={closure.closure_id} className="breakable">
              <State value={closure.closure_state} /> {closure.connector}, <Since at={closure.closed_at} /> by {closure.closed_by}
              {closure.external_ref ? ` (${closure.external_ref})` : ''}{closure.notes ? `: “${closure.notes}”` : ''}
              {closure.verification_refs.length > 0 ? <>, proved by {closure.verification_refs.map((reference) => <Id key={reference} value={reference} what="reference" />)}</> : null}
            </li>
          ))}
        </ul>}
    </Container>
  );
}
