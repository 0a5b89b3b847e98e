import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { OverviewPage } from './pages/overview/overview-page';
import { SessionGate } from './session/session';
import { Shell } from './shell/shell';

const LoopsPage = lazy(() => import('./pages/loops/loops-page'));
const LoopPage = lazy(() => import('./pages/loops/loop-page'));
const NotificationsPage = lazy(() => import('./pages/notifications/notifications-page'));
const RetryPlansPage = lazy(() => import('./pages/retry-plans/retry-plans-page'));
const RetryPlanPage = lazy(() => import('./pages/retry-plans/retry-plan-page'));
const ApprovalsPage = lazy(() => import('./pages/approvals/approvals-page'));
const RecoveryPage = lazy(() => import('./pages/recovery/recovery-page'));
const PlaybookPage = lazy(() => import('./pages/recovery/playbook-page'));
const WorkerPage = lazy(() => import('./pages/worker/worker-page'));
const RunPage = lazy(() => import('./pages/worker/run-page'));
const HealthAlertsPage = lazy(() => import('./pages/health-alerts/health-alerts-page'));
const ConnectorsPage = lazy(() => import('./pages/connectors/connectors-page'));
const ConnectorPage = lazy(() => import('./pages/connectors/connector-page'));
const EvidencePage = lazy(() => import('./pages/evidence/evidence-page'));
const EntryPage = lazy(() => import('./pages/evidence/entry-page'));
const DrillsPage = lazy(() => import('./pages/drills/drills-page'));
const AdministrationPage = lazy(() => import('./pages/administration/administration-page'));
const NotFoundPage = lazy(() => import('./pages/not-found-page'));

/** The console: who is signed in sees the shell, and in it one page at a time. */
export function App() {
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <SessionGate>
        <Routes>
          <Route element={<Shell />}>
            <Route index element={<OverviewPage />} />
            <Route path="index.html" element={<OverviewPage />} />
            <Route path="signin" element={<OverviewPage />} />
            <Route path="console">
              <Route path="loops" element={<LoopsPage />} />
              <Route path="loops/:id" element={<LoopPage />} />
              <Route path="notifications" element={<NotificationsPage />} />
              <Route path="retry-plans" element={<RetryPlansPage />} />
              <Route path="retry-plans/:id" element={<RetryPlanPage />} />
              <Route path="worker" element={<WorkerPage />} />
              <Route path="worker/runs/:id" element={<RunPage />} />
              <Route path="health-alerts" element={<HealthAlertsPage />} />
              <Route path="connectors" element={<ConnectorsPage />} />
              <Route path="approvals" element={<ApprovalsPage />} />
              <Route path="recovery" element={<RecoveryPage />} />
              <Route path="recovery/:id" element={<PlaybookPage />} />
              <Route path="connectors/:name" element={<ConnectorPage />} />
              <Route path="evidence" element={<EvidencePage />} />
              <Route path="evidence/:id" element={<EntryPage />} />
              <Route path="drills" element={<DrillsPage />} />
              <Route path="administration" element={<AdministrationPage />} />
            </Route>
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </SessionGate>
    </I18nProvider>
  );
}
