import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ActButton } from '../../act/act-button';
import { whyNot, type Selection } from '../../act/selection';
import { SelectionWords } from '../../act/selection-words';
import { AckRoutesDialog, type RouteState } from '../../acts/ack-routes';
import { EscalateRoutesDialog } from '../../acts/escalate-routes';
import { answerOf, api } from '../../api/client';
import { notifications } from '../../api/paths';
import type { RouteRow } from '../../api/types';
import { AnswerDue, answerDueAt } from '../../parts/answer-due';
import { State } from '../../parts/states';
import { ApiTable } from '../../table/api-table';
import type { Column, Filter } from '../../table/columns';
import { Since } from '../../time/since';

const filters: Filter[] = [
  { name: 'provider', label: 'Connector' },
  { name: 'owner', label: 'Owner' },
  { name: 'schedule_id', label: 'Drill schedule' },
];

const columns: Column<RouteRow>[] = [
  { id: 'schedule', header: 'Drill schedule', cell: (row) => row.schedule_id, text: (row) => row.schedule_id, width: 185 },
  { id: 'connector', header: 'Connector', cell: (row) => row.connector, text: (row) => row.connector, width: 125 },
  { id: 'owner', header: 'Owner', cell: (row) => row.owner, text: (row) => row.owner, width: 150 },
  { id: 'next', header: 'Next', cell: (row) => row.escalation_owner ?? '–', text: (row) => row.escalation_owner, width: 135 },
  { id: 'told', header: 'Told', cell: (row) => <Since at={row.route_created_at} />, text: (row) => row.route_created_at, width: 140 },
  { id: 'due', header: 'Answer due', cell: (row) => <AnswerDue {...dueOf(row)} />, text: (row) => answerDueAt(dueOf(row)).toISOString(), width: 160 },
  { id: 'answer', header: 'Answer', cell: (row) => row.acknowledgement_state ? <State value={row.acknowledgement_state} /> : 'none yet', text: (row) => row.acknowledgement_state, hidden: true },
];

const answers: { label: string; state: RouteState }[] = [
  { label: 'Ack', state: 'acknowledged' }, { label: 'Escalate', state: 'escalated' }, { label: 'Resolve', state: 'resolved' },
];

/** The notified routes that nobody settled yet. */
export function OutstandingRoutes() {
  const [chosen, setChosen] = useState<RouteRow[]>([]);
  const of = (filtered: Selection<RouteRow>['filtered']): Selection<RouteRow> => ({ rows: chosen, filtered });
  return (
    <ApiTable<RouteRow>
      id="outstanding-routes"
      title="Escalation routes"
      description={(filtered) => <SelectionWords selection={of(filtered)} one="route" forget={() => setChosen([])} />}
      path={`${notifications}/routes`}
      fixed={{ outstanding: true }}
      load={(query, signal) => answerOf(api.GET(`${notifications}/routes`, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      filters={filters}
      rowId={(row) => row.route_id}
      selected={chosen}
      onSelect={setChosen}
      actions={(filtered) => (
        <SpaceBetween direction="horizontal" size="xs">
          {answers.map(({ label, state }) => (
            <ActButton key={state} permission="notification.acknowledge" unavailable={whyNot(of(filtered), 'route')}
              dialog={(close) => <AckRoutesDialog selection={of(filtered)} initial={state} close={close} tried={setChosen} />}>{label}</ActButton>
          ))}
          <ActButton permission="notification.escalate" dialog={(close) => <EscalateRoutesDialog close={close} />}>Plan escalation</ActButton>
        </SpaceBetween>
      )}
      empty="Every notified route was answered."
    />
  );
}

const dueOf = (row: RouteRow) => ({ since: row.route_created_at, minutes: row.acknowledgement_minutes });
