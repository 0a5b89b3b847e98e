import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { problemOf } from '../api/problem';

interface ProblemAlertProps {
  error: unknown;
  /** Offered as "Try again". */
  retry?: (() => void) | undefined;
}

/** Why something failed, in the server's words, and the way on. */
export function ProblemAlert({ error, retry }: ProblemAlertProps) {
  const problem = problemOf(error);
  const members = Object.entries(problem.errors ?? {});
  return (
    <Alert
      type={problem.status === 409 || problem.status === 412 ? 'warning' : 'error'}
      header={problem.title}
      {...(retry ? { action: <Button onClick={retry}>Try again</Button> } : {})}
    >
      <div className="breakable">{problem.detail}</div>
      {members.length > 0
        ? <ul className="plain-list">
          {members.map(([member, texts]) => <li key={member}><Box variant="code" display="inline">{member}</Box>: {texts.join(' ')}</li>)}
        </ul>
        : null}
      <Box variant="small" color="text-body-secondary">
        {problem.code}{problem.trace_id ? `, trace ${problem.trace_id}` : ''}
      </Box>
    </Alert>
  );
}
