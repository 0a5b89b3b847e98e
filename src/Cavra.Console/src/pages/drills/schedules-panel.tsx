import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { ActButton } from '../../act/act-button';
import { DrillScheduleDialog } from '../../acts/drill-schedule';
import { answerOf, api } from '../../api/client';
import { schedules } from '../../api/paths';
import type { DrillSchedule } from '../../api/types';
import { Answer } from '../../parts/panel';
import { State } from '../../parts/states';
import { useNow } from '../../time/now';
import { Since } from '../../time/since';
import { counted } from '../../time/words';

/** Every schedule, the one due first first, and their due dates on a strip of days. */
export function SchedulesPanel() {
  const list = useQuery({
    queryKey: ['drill-schedules'],
    queryFn: ({ signal }) => answerOf(api.GET(schedules, { params: { query: { limit: 100 } }, signal })),
  });
  return (
    <Container header={(
      <Header variant="h2" counter={list.data ? `(${list.data.total})` : ''}
        actions={<ActButton permission="schedules.write" dialog={(close) => <DrillScheduleDialog close={close} />}>New schedule</ActButton>}>Schedules</Header>
    )}>
      <Answer what="the schedules" query={list}>
        {(data) => data.items.length === 0
          ? <Box color="text-body-secondary">No drill is scheduled. Make a schedule here, or name a file of schedules with CAVRA_GO_ROLLBACK_DRILL_SCHEDULE.</Box>
          : <SpaceBetween size="m">
            <DueStrip schedules={data.items} />
            <Table
              variant="embedded"
              wrapLines
              items={[...data.items].sort((one, other) => (one.next_due_at ?? '~').localeCompare(other.next_due_at ?? '~'))}
              trackBy="schedule_id"
              ariaLabels={{ tableLabel: 'Drill schedules' }}
              columnDefinitions={[
                { id: 'id', header: 'Schedule', minWidth: 140, cell: (row) => row.schedule_id },
                { id: 'environment', header: 'Environment', cell: (row) => row.environment },
                { id: 'due', header: 'Next due', minWidth: 125, cell: (row) => <Since at={row.next_due_at} /> },
                { id: 'interval', header: 'Every', minWidth: 95, cell: (row) => counted(row.interval_days, 'day') },
                { id: 'owners', header: 'Owners', width: 175, minWidth: 150, cell: (row) => row.owners.join(', ') },
                { id: 'providers', header: 'Told by', cell: (row) => row.notification_providers.join(', ') },
                { id: 'status', header: 'Status', minWidth: 112, cell: (row) => <State value={row.status} /> },
                {
                  id: 'change', header: 'Change', minWidth: 95, cell: (row) => (
                    <span className="nowrap">
                      <ActButton permission="schedules.write" variant="inline-link" label={`Change ${row.schedule_id}`}
                        dialog={(close) => <DrillScheduleDialog scheduleId={row.schedule_id} close={close} />}>Change</ActButton>
                    </span>
                  ),
                },
              ]}
            />
          </SpaceBetween>}
      </Answer>
    </Container>
  );
}

const before = 7;
const after = 27;

function DueStrip({ schedules: all }: { schedules: readonly DrillSchedule[] }) {
  const now = useNow();
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Array.from({ length: before + after + 1 }, (_, index) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + index - before));
  const dueOn = (day: Date) => all.filter((schedule) => schedule.next_due_at && new Date(schedule.next_due_at).toDateString() === day.toDateString());
  return (
    <ol className="days" aria-label={`Due dates from ${before} days ago to ${after} days ahead`}>
      {days.map((day) => {
        const due = dueOn(day);
        const isToday = day.getTime() === today.getTime();
        const text = `${day.toDateString()}: ${due.length === 0 ? 'nothing due' : due.map((schedule) => schedule.schedule_id).join(', ')}`;
        return (
          <li key={day.toISOString()} title={text} aria-label={text} className={`day${isToday ? ' day-today' : ''}${due.length > 0 ? day < today ? ' day-late' : ' day-due' : ''}`}>
            <span aria-hidden>{day.getDate()}</span>
          </li>
        );
      })}
    </ol>
  );
}
