import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useSearchParams } from 'react-router';
import { ActButton } from '../../act/act-button';
import { AckRetryDialog } from '../../acts/ack-retry';
import { DeliverAuditDialog } from '../../acts/deliver-audit';
import { DeliverNotificationDialog } from '../../acts/deliver-notification';
import { ExportAuditButton } from '../../acts/export-audit';
import { PlanRetriesDialog } from '../../acts/plan-retries';
import { RunWorkerDialog } from '../../acts/run-worker';
import { SendAlertDialog } from '../../acts/send-alert';
import { PlaceButton } from '../../parts/place-button';
import { useTitle } from '../../shell/use-title';
import { HistoryTable } from './history-table';
import { OutstandingRoutes } from './outstanding-routes';
import { RoutesTable } from './routes-table';
import { SuppressionPanel } from './suppression-panel';

const tabs = [
  { id: 'history', label: 'Record history', content: <HistoryTable /> },
  { id: 'escalation', label: 'Escalation routes', content: <OutstandingRoutes /> },
  { id: 'routing', label: 'Routing history', content: <RoutesTable /> },
  { id: 'suppression', label: 'Suppression', content: <SuppressionPanel /> },
];

/** Acts that are done on pages of their own. */
const elsewhere = [
  { words: 'Plan Retry Approval', to: '/console/approvals' },
  { words: 'Approve Retry', to: '/console/approvals?state=requested' },
  { words: 'Execute Retry', to: '/console/approvals?state=approved' },
  { words: 'Recovery Playbook', to: '/console/recovery' },
  { words: 'Close Recovery', to: '/console/recovery' },
];

/** The operator's section: everything that was told, answered, delivered, planned and run, and the acts that move it on. */
export default function NotificationsPage() {
  const [search, setSearch] = useSearchParams();
  useTitle('Go Rollback Drill Notifications');
  const active = tabs.find((tab) => tab.id === search.get('tab'))?.id ?? 'history';
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="What people were told about rollback drills, what they answered, and how the record of it was delivered." actions={(
        <SpaceBetween direction="horizontal" size="xs">
          <ActButton permission="notification.deliver" dialog={(close) => <DeliverNotificationDialog close={close} />}>Send Drill Notification</ActButton>
          <ExportAuditButton />
        </SpaceBetween>
      )}>
        Go Rollback Drill Notifications
      </Header>
      <SpaceBetween direction="horizontal" size="xs">
        <ActButton permission="audit.deliver" variant="primary" dialog={(close) => <DeliverAuditDialog close={close} />}>Deliver Ack Audit</ActButton>
        <ActButton permission="retry.plan" dialog={(close) => <PlanRetriesDialog close={close} />}>Plan Audit Retry</ActButton>
        <ActButton permission="worker.dry_run" dialog={(close) => <RunWorkerDialog close={close} />}>Run Audit Worker</ActButton>
        <ActButton permission="health_alert.deliver" dialog={(close) => <SendAlertDialog close={close} />}>Send Worker Alert</ActButton>
        <ActButton permission="retry.acknowledge" dialog={(close) => <AckRetryDialog close={close} />}>Ack Retry</ActButton>
        {elsewhere.map((act) => <PlaceButton key={act.words} {...act} />)}
      </SpaceBetween>
      <Tabs tabs={tabs} activeTabId={active} ariaLabel="Records and routes"
        onChange={({ detail }) => setSearch(detail.activeTabId === 'history' ? {} : { tab: detail.activeTabId })} />
    </SpaceBetween>
  );
}
