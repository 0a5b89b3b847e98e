import { useState } from 'react';
import { ActButton } from '../../act/act-button';
import { whyNot, type Selection } from '../../act/selection';
import { AckAlertsDialog } from '../../acts/ack-alerts';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { OutstandingAlert } from '../../api/types';
import { AnswerDue, answerDueAt } from '../../parts/answer-due';
import { Id } from '../../parts/id';
import { words } from '../../parts/states';
import { ApiTable } from '../../table/api-table';
import type { Column } from '../../table/columns';
import { Since } from '../../time/since';

const path = `${auditDelivery}/worker-health-alerts/outstanding` as const;

const columns: Column<OutstandingAlert>[] = [
  { id: 'connector', header: 'Connector', cell: (row) => row.connector, text: (row) => row.connector, width: 160 },
  { id: 'since', header: 'Unanswered since', cell: (row) => <Since at={row.unacknowledged_since} />, text: (row) => row.unacknowledged_since, width: 180 },
  { id: 'due', header: 'Answer due', cell: (row) => <AnswerDue {...dueOf(row)} />, text: (row) => answerDueAt(dueOf(row)).toISOString(), width: 200 },
  { id: 'state', header: 'Repeated', cell: (row) => row.state === 'dismissed' ? 'no: dismissed' : row.state === 'open' ? 'until answered' : words(row.state), text: (row) => row.state, width: 160 },
  { id: 'health', header: 'Health', cell: (row) => <Id value={row.health_id} to={`/console/health-alerts?health_id=${row.health_id}`} what="health id" />, text: (row) => row.health_id, width: 160 },
];

/** The alerts that connectors took and nobody answered, as a table of their own. */
export function OutstandingAlerts() {
  const [chosen, setChosen] = useState<OutstandingAlert[]>([]);
  const of = (filtered: Selection<OutstandingAlert>['filtered']): Selection<OutstandingAlert> => ({ rows: chosen, filtered });
  return (
    <ApiTable<OutstandingAlert>
      id="outstanding-alerts"
      title="Awaiting an answer"
      pageName="awaiting-page"
      path={path}
      load={(query, signal) => answerOf(api.GET(path, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      rowId={(row) => row.route_id}
      selected={chosen}
      onSelect={setChosen}
      actions={(filtered) => (
        <ActButton permission="health_alert.acknowledge" unavailable={whyNot(of(filtered), 'worker alert')}
          dialog={(close) => <AckAlertsDialog selection={of(filtered)} close={close} tried={setChosen} />}>{chosen.length > 0 || filtered.total < 2 ? 'Acknowledge' : 'Acknowledge all'}</ActButton>
      )}
      empty="No alert awaits an answer."
    />
  );
}

const dueOf = (row: OutstandingAlert) => ({ since: row.unacknowledged_since, minutes: row.acknowledgement_minutes });
