import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { ActButton } from '../../act/act-button';
import { DeliverAuditDialog } from '../../acts/deliver-audit';
import { DeliverNotificationDialog } from '../../acts/deliver-notification';
import { answerOf, api } from '../../api/client';
import { schedules } from '../../api/paths';
import { reads } from '../../api/queries';

/** The four steps of a first run, ticked off from what is really there; nothing once they are done. */
export function FirstStepsPanel() {
  const navigate = useNavigate();
  const connectors = useQuery(reads.connectors);
  const dashboard = useQuery(reads.dashboard);
  const scheduled = useQuery({
    queryKey: ['drill-schedules', 'any'],
    queryFn: ({ signal }) => answerOf(api.GET(schedules, { params: { query: { limit: 1 } }, signal })),
  });
  if (!connectors.data || !dashboard.data || !scheduled.data) {
    return null;
  }

  const steps: { done: boolean; title: string; how: ReactNode; act: ReactNode }[] = [
    {
      done: connectors.data.items.some((connector) => connector.enabled && !connector.problem), title: 'A connector that works',
      how: <>Name a file of connectors with <Code>CAVRA_CONNECTOR_CONFIG</Code>; it is read again when it changes. Then test it.</>,
      act: <Button onClick={() => void navigate('/console/connectors')}>Connectors</Button>,
    },
    {
      done: scheduled.data.total > 0, title: 'A drill schedule',
      how: <>Put one with <Code>{`PUT ${schedules}/ID`}</Code>, or name a file with <Code>CAVRA_GO_ROLLBACK_DRILL_SCHEDULE</Code>.</>,
      act: <Button onClick={() => void navigate('/console/drills')}>Drills</Button>,
    },
    {
      done: dashboard.data.plan_count > 0, title: 'A drill notification', how: 'Tells the owners of a due drill through their connectors.',
      act: <ActButton permission="notification.deliver" dialog={(close) => <DeliverNotificationDialog close={close} />}>Send Drill Notification</ActButton>,
    },
    {
      done: dashboard.data.acknowledgement_audit_delivery_plan_count > 0, title: 'An audit delivery', how: 'Packs what was answered and delivers it to whoever must have it.',
      act: <ActButton permission="audit.deliver" dialog={(close) => <DeliverAuditDialog close={close} />}>Deliver Ack Audit</ActButton>,
    },
  ];
  return steps.every((step) => step.done)
    ? null
    : (
      <Container header={<Header variant="h2" counter={`(${steps.filter((step) => step.done).length} of ${steps.length})`}>First steps</Header>}>
        <ol className="lines">
          {steps.map((step) => (
            <li key={step.title} className="line">
              <span>
                <StatusIndicator type={step.done ? 'success' : 'pending'}>{step.title}</StatusIndicator>
                {step.done ? null : <Box color="text-body-secondary" padding={{ left: 'l' }}>{step.how}</Box>}
              </span>
              {step.done ? null : step.act}
            </li>
          ))}
        </ol>
      </Container>
    );
}

function Code({ children }: { children: string }) {
  return <Box variant="code" display="inline">{children}</Box>;
}
