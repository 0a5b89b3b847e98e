import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useHref, useNavigate, useParams, useSearchParams } from 'react-router';
import { shortened } from '../../parts/id';
import { useTitle } from '../../shell/use-title';
import { EvidenceDetail } from './evidence-detail';
import { VerifyHere } from './verify-here';

/** One entry of the log. */
export default function EntryPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const list = useHref('/console/evidence');
  useTitle(`Evidence ${shortened(id)}`);
  return (
    <SpaceBetween size="l">
      <BreadcrumbGroup ariaLabel="Where this page is" items={[{ text: 'Evidence', href: list }, { text: shortened(id), href: '' }]}
        onFollow={(event) => {
          event.preventDefault();
          void navigate('/console/evidence');
        }} />
      <Container header={<Header variant="h1">Evidence {shortened(id)}</Header>}>
        <SpaceBetween size="l">
          <EvidenceDetail evidenceId={id} />
          <VerifyHere key={id} evidenceId={id} atOnce={search.get('verify') !== null} />
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
