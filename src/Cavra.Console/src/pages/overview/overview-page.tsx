import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTitle } from '../../shell/use-title';
import { useSession } from '../../session/session';
import { ConnectorsPanel } from './connectors-panel';
import { HealthPanel } from './health-panel';

/** The first page: what is open and who must act. */
export function OverviewPage() {
  const { may } = useSession();
  useTitle('Overview');
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Overview</Header>
      {may('health.read') ? <HealthPanel /> : null}
      {may('records.read') ? <ConnectorsPanel /> : null}
    </SpaceBetween>
  );
}
