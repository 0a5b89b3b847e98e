import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useHref } from 'react-router';
import type { ProblemDocument } from '../api/problem';
import { ProblemAlert } from '../parts/problem-alert';
import { Waiting } from '../parts/waiting';
import { useNow } from '../time/now';
import { sentenceOfDeed, type Deed } from './deed';

/** How a thing stands after somebody else was first. */
export interface NewState {
  /** What they did; undefined when it can't be told. */
  deed: Deed | undefined;
  /** The page that shows it. */
  place: string;
  /** Takes what stands now as what the act is decided on; absent where there is nothing left to decide. */
  goOn?: (() => void) | undefined;
}

interface MeanwhileProps {
  problem: ProblemDocument;
  error: unknown;
  ask: () => Promise<NewState>;
  /** The refusal was taken note of. */
  taken: () => void;
}

/** Says what somebody else did meanwhile, and offers to look at it. What was typed stays. */
export function Meanwhile({ problem, error, ask, taken }: MeanwhileProps) {
  const now = useNow();
  const state = useQuery({ queryKey: ['meanwhile', useId()], queryFn: ask, gcTime: 0, staleTime: Infinity });
  const href = useHref(state.data?.place ?? '/console');
  if (state.isPending) {
    return <Waiting what="what was done meanwhile" />;
  }

  if (!state.data?.deed) {
    return <ProblemAlert error={error} />;
  }

  const { deed, goOn } = state.data;
  return (
    <Alert type="warning" header="Somebody was first">
      <SpaceBetween size="xs">
        <div className="breakable">{sentenceOfDeed(deed, now)}</div>
        <div>Nothing of yours was done. What you typed stays here.</div>
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="external" iconAlign="right" href={href} target="_blank" ariaLabel="See how it stands now, in a new tab">See how it stands now</Button>
          {goOn ? <Button onClick={() => {
            goOn();
            taken();
          }}>Decide after all</Button> : null}
        </SpaceBetween>
        <Box variant="small" color="text-body-secondary">{problem.detail} {problem.code}{problem.trace_id ? `, trace ${problem.trace_id}` : ''}</Box>
      </SpaceBetween>
    </Alert>
  );
}
