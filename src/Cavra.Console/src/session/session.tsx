import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { answerOf, api, onSignedOut } from '../api/client';
import { ProblemError } from '../api/problem';
import type { Session } from '../api/types';
import { ProblemAlert } from '../parts/problem-alert';
import { Waiting } from '../parts/waiting';
import { signOut as endSession } from './sign-in';
import { cameBackSignedIn, mayBeSignedIn, rememberSignedIn } from './known';
import { SignInPage } from './sign-in-page';

interface SessionState {
  session: Session;
  /** Whether the caller's roles allow it. */
  may: (permission: string) => boolean;
  signOut: () => Promise<void>;
}

const SessionContext = createContext<SessionState | undefined>(undefined);

/** Who is signed in. */
export function useSession(): SessionState {
  const state = use(SessionContext);
  if (!state) {
    throw new Error('There is no session here.');
  }

  return state;
}

const key = ['session'];

/** What the person before was shown is nothing for the next. */
function forgetOthers(queries: QueryClient) {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== key[0] });
}

/** Shows what is inside to those who are signed in, and the sign-in page to others. */
export function SessionGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  const session = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      if (cameBackSignedIn()) {
        rememberSignedIn(true);
      }

      if (!mayBeSignedIn()) {
        return null;
      }

      try {
        return await answerOf(api.GET('/console/session', { signal }));
      } catch (failure) {
        if (failure instanceof ProblemError && failure.problem.status === 401) {
          rememberSignedIn(false);
          return null;
        }

        throw failure;
      }
    },
    staleTime: Infinity,
  });

  useEffect(() => onSignedOut(() => {
    setEnded(true);
    rememberSignedIn(false);
    queries.setQueryData(key, null);
  }), [queries]);

  const signOut = useCallback(async () => {
    // What is still being asked would be refused once the session has ended.
    await queries.cancelQueries();
    const elsewhere = await endSession();
    rememberSignedIn(false);
    forgetOthers(queries);
    setEnded(false);
    queries.setQueryData(key, null);
    if (elsewhere !== undefined) {
      window.location.assign(elsewhere);
    }
  }, [queries]);

  const state = useMemo<SessionState | undefined>(() => session.data
    ? { session: session.data, may: (permission) => session.data?.permissions.includes(permission) ?? false, signOut }
    : undefined, [session.data, signOut]);

  if (state) {
    return <SessionContext value={state}>{children}</SessionContext>;
  }

  if (session.isError) {
    return <div className="lone"><ProblemAlert error={session.error} retry={() => void session.refetch()} /></div>;
  }

  return session.isPending
    ? <div className="lone"><Waiting what="who is signed in" /></div>
    : <SignInPage ended={ended} signedIn={(who) => {
      forgetOthers(queries);
      setEnded(false);
      rememberSignedIn(true);
      queries.setQueryData(key, who);
    }} />;
}
