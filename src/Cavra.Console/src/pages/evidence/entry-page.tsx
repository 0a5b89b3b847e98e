import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams, useSearchParams } from 'react-router';
import { shortened } from '../../parts/id';
import { Trail } from '../../parts/trail';
import { useTitle } from '../../shell/use-title';
import { EvidenceDetail } from './evidence-detail';
import { VerifyHere } from './verify-here';

/** One entry of the log. */
export default function EntryPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  useTitle(`Evidence ${shortened(id)}`);
  return (
    <SpaceBetween size="l">
      <Trail list="Evidence" to="/console/evidence" here={shortened(id)} />
      <Container header={<Header variant="h1">Evidence {shortened(id)}</Header>}>
        <SpaceBetween size="l">
          <EvidenceDetail evidenceId={id} />
          <VerifyHere key={id} evidenceId={id} atOnce={search.get('verify') !== null} />
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
