import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert';
import { Waiting } from './waiting';

interface PanelProps<T> {
  title: string;
  /** What is asked for, for those who wait: "the worker's health". */
  what: string;
  query: UseQueryResult<T>;
  counter?: ((data: T) => string | undefined) | undefined;
  description?: ReactNode;
  actions?: ReactNode;
  fit?: boolean;
  children: (data: T) => ReactNode;
}

/** A box whose content is the answer to one query: what came, that it is asked for, or why it did not come. */
export function Panel<T>({ title, what, query, counter, description, actions, fit, children }: PanelProps<T>) {
  const count = query.data === undefined ? undefined : counter?.(query.data);
  return (
    <Container
      fitHeight={fit ?? false}
      header={<Header variant="h2" {...(count ? { counter: count } : {})} description={description} actions={actions}>{title}</Header>}
    >
      <Answer what={what} query={query}>{children}</Answer>
    </Container>
  );
}

/** The same without a box. What came before stays while it is asked for again, with the problem above it. */
export function Answer<T>({ what, query, children }: Pick<PanelProps<T>, 'what' | 'query' | 'children'>) {
  return (
    <>
      {query.isError ? <ProblemAlert error={query.error} retry={() => void query.refetch()} /> : null}
      {query.data !== undefined ? children(query.data) : query.isPending ? <Waiting what={what} /> : null}
    </>
  );
}
