import { answerOf, api } from '../../api/client';
import { notifications } from '../../api/paths';
import type { RouteRow } from '../../api/types';
import { Id } from '../../parts/id';
import { State, words } from '../../parts/states';
import { ApiTable } from '../../table/api-table';
import { optionsOf, type Column, type Filter } from '../../table/columns';
import { Since } from '../../time/since';

const filters: Filter[] = [
  { name: 'owner', label: 'Owner' },
  { name: 'provider', label: 'Connector' },
  { name: 'schedule_id', label: 'Drill schedule' },
  { name: 'action', label: 'Route action', options: optionsOf('deliver', 'suppress') },
  { name: 'category', label: 'Suppression', options: optionsOf('maintenance_window', 'owner_calendar', 'healthy_schedule', 'other') },
];

const columns: Column<RouteRow>[] = [
  { id: 'created', header: 'When', cell: (row) => <Since at={row.route_created_at} />, text: (row) => row.route_created_at, width: 105 },
  { id: 'schedule', header: 'Drill schedule', cell: (row) => row.schedule_id, text: (row) => row.schedule_id, width: 185 },
  { id: 'owner', header: 'Owner', cell: (row) => row.owner, text: (row) => row.owner, width: 170 },
  { id: 'connector', header: 'Connector', cell: (row) => row.connector, text: (row) => row.connector, width: 115 },
  { id: 'action', header: 'Route action', cell: (row) => <State value={row.action} />, text: (row) => row.action, width: 105 },
  { id: 'reason', header: 'Why', cell: (row) => row.reason, text: (row) => row.reason, width: 150 },
  { id: 'category', header: 'Category', cell: (row) => words(row.category), text: (row) => row.category, hidden: true },
  {
    id: 'state', header: 'Answer', width: 145,
    cell: (row) => row.acknowledgement_state ? <State value={row.acknowledgement_state} /> : row.action === 'deliver' ? <State value="outstanding" /> : '–',
    text: (row) => row.acknowledgement_state ?? 'outstanding',
  },
  { id: 'by', header: 'Answered by', cell: (row) => row.acknowledged_by ?? '–', text: (row) => row.acknowledged_by, hidden: true },
  { id: 'plan', header: 'Plan', cell: (row) => <Id value={row.plan_id} what="plan id" />, text: (row) => row.plan_id, hidden: true },
];

/** Every route that was decided, delivered or held back, newest first. */
export function RoutesTable() {
  return (
    <ApiTable<RouteRow>
      id="routes"
      title="Routing history"
      path={`${notifications}/routes`}
      load={(query, signal) => answerOf(api.GET(`${notifications}/routes`, { params: { query }, ...(signal ? { signal } : {}) }))}
      columns={columns}
      filters={filters}
      rowId={(row) => row.route_id}
      empty="No route was decided yet. Every drill notification decides one for each owner and connector."
    />
  );
}
