import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type FormEvent, type ReactNode } from 'react';
import { newIdempotencyKey } from '../api/client';
import { problemOf } from '../api/problem';
import type { Metadata } from '../api/types';
import { ProblemAlert } from '../parts/problem-alert';
import { Meanwhile, type NewState } from './meanwhile';
import { Proof } from './proof';

/** The server's word about one member of what was sent, named with dots; undefined where it has none. */
export type ErrorOf = (member: string) => string | undefined;

interface ActDialogProps<TBody extends object, TAnswer> {
  title: string;
  /** What will change, before it does. */
  description: ReactNode;
  /** The button's words. */
  confirm: string;
  body: TBody;
  send: (body: TBody, idempotencyKey: string) => Promise<TAnswer>;
  /** What was done, in words. */
  done: (answer: TAnswer) => ReactNode;
  /** Whether what was asked for came about; what did not is not shown as a success. */
  succeeded?: (answer: TAnswer) => boolean;
  evidence: (answer: TAnswer) => readonly (Metadata | null | undefined)[];
  /** Why it can't be sent yet; undefined when it can. */
  missing?: string | undefined;
  /** How the thing stands, asked for when the server says that somebody else was first. */
  meanwhile?: (() => Promise<NewState>) | undefined;
  children?: (errorOf: ErrorOf) => ReactNode;
  size?: 'medium' | 'large';
  onClose: () => void;
}

/** One act: says what will change, asks for what it needs, does it once, and shows the proof. What was typed stays after a refusal. */
export function ActDialog<TBody extends object, TAnswer>(props: ActDialogProps<TBody, TAnswer>) {
  const queries = useQueryClient();
  // The same request sent again after silence has the same key; another request has another.
  const keys = useRef(new Map<string, string>());
  const act = useMutation({
    mutationFn: (body: TBody) => {
      const text = JSON.stringify(body);
      const key = keys.current.get(text) ?? newIdempotencyKey();
      keys.current.set(text, key);
      return props.send(body, key);
    },
    onError: (failure, body) => {
      if (problemOf(failure).status >= 400) {
        keys.current.delete(JSON.stringify(body));
      }
    },
    onSettled: () => queries.invalidateQueries(),
  });

  const problem = act.isError ? problemOf(act.error) : undefined;
  const shownAtFields = new Set<string>();
  const errorOf: ErrorOf = (member) => {
    const found = Object.entries(problem?.errors ?? {}).filter(([pointer]) => isWithin(pointer, member));
    found.forEach(([pointer]) => shownAtFields.add(pointer));
    return found.length > 0 ? found.flatMap(([, texts]) => texts).join(' ') : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (props.missing === undefined && !act.isPending) {
      act.mutate(props.body);
    }
  };

  return (
    <Modal
      visible
      size={props.size ?? 'medium'}
      header={props.title}
      closeAriaLabel="Close"
      onDismiss={props.onClose}
      footer={(
        <Box float="right">
          {act.isSuccess
            ? <Button variant="primary" onClick={props.onClose}>Close</Button>
            : <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={props.onClose}>Cancel</Button>
              <Button variant="primary" form="act" formAction="submit" loading={act.isPending} loadingText={`${props.confirm}: under way`}
                disabled={props.missing !== undefined} disabledReason={props.missing ?? ''}>{props.confirm}</Button>
            </SpaceBetween>}
        </Box>
      )}
    >
      <form id="act" onSubmit={submit}>
        <SpaceBetween size="m">
          {act.isSuccess
            ? <Done answer={act.data} {...props} />
            : <SpaceBetween size="m">
              <Box>{props.description}</Box>
              {props.children?.(errorOf)}
              {act.isError ? <Refused error={act.error} shownAtFields={shownAtFields} meanwhile={props.meanwhile} taken={() => act.reset()} /> : null}
            </SpaceBetween>}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

/** Whether the server's pointer (`/roles/0`) leads to this member (`roles`) or into it. */
function isWithin(pointer: string, member: string): boolean {
  const place = `/${member.replaceAll('.', '/')}`;
  return pointer === place || pointer.startsWith(`${place}/`);
}

interface RefusedProps {
  error: unknown;
  shownAtFields: ReadonlySet<string>;
  meanwhile: (() => Promise<NewState>) | undefined;
  taken: () => void;
}

/** Refusals of those who did not see what somebody else did: conflict, another version, no version named. */
const tooLate = new Set([409, 412, 428]);

/** What the fields don't say themselves. It stands after them, so that they have said what they can. */
function Refused({ error, shownAtFields, meanwhile, taken }: RefusedProps) {
  const problem = problemOf(error);
  const pointers = Object.keys(problem.errors ?? {});
  if (meanwhile && tooLate.has(problem.status)) {
    return <Meanwhile problem={problem} error={error} ask={meanwhile} taken={taken} />;
  }

  return pointers.length > 0 && pointers.every((pointer) => shownAtFields.has(pointer))
    ? <Alert type="error">{problem.title}: see the fields above. Nothing was changed.</Alert>
    : <ProblemAlert error={error} />;
}

function Done<TBody extends object, TAnswer>({ answer, done, succeeded, evidence }: ActDialogProps<TBody, TAnswer> & { answer: TAnswer }) {
  const isSuccess = succeeded?.(answer) ?? true;
  const entries = evidence(answer).filter((entry) => entry !== null && entry !== undefined);
  return (
    <SpaceBetween size="m">
      <div role="status"><Alert type={isSuccess ? 'success' : 'warning'}>{done(answer)}</Alert></div>
      {entries.map((entry) => <Proof key={entry.evidence_id} metadata={entry} />)}
    </SpaceBetween>
  );
}
