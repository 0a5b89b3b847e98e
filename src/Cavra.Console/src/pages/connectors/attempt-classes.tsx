import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { AttemptClass } from '../../api/types';
import { State, words } from '../../parts/states';
import { Since } from '../../time/since';

/** How the newest attempts through a connector ended, counted by class. */
export function AttemptClasses({ classes }: { classes: readonly AttemptClass[] }) {
  const counted = classes.reduce((sum, alike) => sum + alike.count, 0);
  return (
    <Container header={<Header variant="h2" counter={`(${counted})`} description="The newest attempts, at most 100, by how they ended.">Attempts by class</Header>}>
      {classes.length === 0
        ? <Box color="text-body-secondary">Nothing was attempted yet.</Box>
        : <Table variant="embedded" wrapLines items={classes} ariaLabels={{ tableLabel: 'Attempts by class' }} columnDefinitions={[
          { id: 'outcome', header: 'Ended', minWidth: 120, cell: (row) => <State value={row.outcome} /> },
          { id: 'class', header: 'Class', cell: (row) => words(row.failure_class ?? row.hold_reason ?? '–') },
          { id: 'count', header: 'Attempts', cell: (row) => row.count },
          { id: 'status', header: 'Newest answer', cell: (row) => row.status_code ? String(row.status_code) : 'none' },
          { id: 'at', header: 'Newest', cell: (row) => <Since at={row.last_attempt_at} /> },
        ]} />}
    </Container>
  );
}
