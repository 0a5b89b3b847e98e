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
import { Proof } from './proof';

/** The server's word about one member of what was sent; undefined where it has none. */
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
    shownAtFields.add(member);
    return problem?.errors?.[member]?.join(' ');
  };
  const fields = act.isSuccess ? null : props.children?.(errorOf);
  const isAtFields = problem?.errors !== undefined && Object.keys(problem.errors).every((member) => shownAtFields.has(member));
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
            : <>
              <Box>{props.description}</Box>
              {fields}
              {act.isError
                ? isAtFields ? <Alert type="error">{problem?.title}: see the fields above. Nothing was changed.</Alert> : <ProblemAlert error={act.error} />
                : null}
            </>}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

function Done<TBody extends object, TAnswer>({ answer, done, succeeded, evidence }: ActDialogProps<TBody, TAnswer> & { answer: TAnswer }) {
  const isSuccess = succeeded?.(answer) ?? true;
  const entries = evidence(answer).filter((entry) => entry !== null && entry !== undefined);
  return (
    <>
      <div role="status"><Alert type={isSuccess ? 'success' : 'warning'}>{done(answer)}</Alert></div>
      {entries.map((entry) => <Proof key={entry.evidence_id} metadata={entry} />)}
    </>
  );
}
