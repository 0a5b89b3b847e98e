import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ActButton } from '../../act/act-button';
import { RecordDrillDialog } from '../../acts/record-drill';
import { answerOf, api } from '../../api/client';
import { drills } from '../../api/paths';
import type { DrillRow } from '../../api/types';
import { State } from '../../parts/states';
import { useTitle } from '../../shell/use-title';
import { ApiTable } from '../../table/api-table';
import type { Column, Filter } from '../../table/columns';
import { Since } from '../../time/since';
import { SchedulesPanel } from './schedules-panel';

const filters: Filter[] = [
  { name: 'environment', label: 'Environment' },
  { name: 'passed', label: 'Passed', options: [{ value: 'true', label: 'yes' }, { value: 'false', label: 'no' }] },
];

const columns: Column<DrillRow>[] = [
  { id: 'drill', header: 'Drill', cell: (row) => row.drill_id, text: (row) => row.drill_id, width: 145 },
  { id: 'at', header: 'Executed', cell: (row) => <Since at={row.executed_at} />, text: (row) => row.executed_at, width: 130 },
  { id: 'environment', header: 'Environment', cell: (row) => row.environment, text: (row) => row.environment, width: 140 },
  { id: 'passed', header: 'Result', cell: (row) => <State value={row.passed ? 'pass' : 'fail'}>{row.passed ? 'passed' : 'failed'}</State>, text: (row) => row.passed ? 'passed' : 'failed', width: 110 },
  { id: 'recovery', header: 'Recovery', cell: (row) => `${row.recovery_minutes} of at most ${row.max_recovery_minutes} min`, text: (row) => row.recovery_minutes, width: 190 },
  { id: 'fallback', header: 'Fallback', cell: (row) => row.fallback_verified ? 'verified' : 'not verified', text: (row) => row.fallback_verified, width: 105 },
  { id: 'runbook', header: 'Runbook', cell: (row) => row.runbook_ref || '–', text: (row) => row.runbook_ref, hidden: true },
  { id: 'by', header: 'Recorded by', cell: (row) => row.recorded_by, text: (row) => row.recorded_by, width: 130 },
];

/** Rollback drills: when they are due, and how they went. */
export default function DrillsPage() {
  useTitle('Drills');
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="A rollback drill shows that a release can be taken back. Its schedule says when the next one is due and who is told."
        actions={<ActButton permission="drills.record" variant="primary" dialog={(close) => <RecordDrillDialog close={close} />}>Record drill</ActButton>}
      >Drills</Header>
      <SchedulesPanel />
      <ApiTable<DrillRow>
        id="drills"
        title="History"
        path={drills}
        load={(query, signal) => answerOf(api.GET(drills, { params: { query }, ...(signal ? { signal } : {}) }))}
        columns={columns}
        filters={filters}
        rowId={(row) => row.id}
        empty="No drill was recorded yet. Pipelines post them, or somebody records one here."
      />
    </SpaceBetween>
  );
}
