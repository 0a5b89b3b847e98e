import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense } from 'react';
import { useSession } from '../../session/session';
import { useTitle } from '../../shell/use-title';
import { ConnectorsPanel } from './connectors-panel';
import { FirstStepsPanel } from './first-steps-panel';
import { GatesPanel } from './gates-panel';
import { HealthPanel } from './health-panel';
import { NeedsPanel } from './needs-panel';
import { WindowsPanel } from './windows-panel';

const DaysPanel = lazy(() => import('./days-panel'));

const halves = [{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }];

/** The first page: what needs this person, what awaits others, and how things stand. */
export function OverviewPage() {
  const { may } = useSession();
  useTitle('Overview');
  const readsRecords = may('records.read');
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Overview</Header>
      <NeedsPanel />
      {readsRecords ? <FirstStepsPanel /> : null}
      {may('health.read') ? <HealthPanel /> : null}
      {readsRecords
        ? <Grid gridDefinition={halves}><GatesPanel /><WindowsPanel /></Grid>
        : may('loops.read') ? <GatesPanel /> : null}
      {readsRecords ? <ConnectorsPanel /> : null}
      {readsRecords ? <Suspense fallback={<div className="days-place" />}><DaysPanel /></Suspense> : null}
    </SpaceBetween>
  );
}
