import Alert from '@cloudscape-design/components/alert';
import type { components } from '../../api/schema';
import { Link } from '../../parts/link';
import { removedTitle } from './removed-words';

type Removed = components['schemas']['RemovedView'];

/** That the bytes of an entry were taken away, by what, and the entry that says so. */
export function RemovedAlert({ removed }: { removed: Removed }) {
  return (
    <Alert type={removed.reason === null ? 'error' : 'info'} header={removedTitle(removed.reason)}>
      Its hash is in the log as before. What is shown here is only what the entry is found by.
      {removed.told_by ? <> <Link to={`/console/evidence/${removed.told_by}`}>The entry that says so</Link></> : null}
    </Alert>
  );
}
