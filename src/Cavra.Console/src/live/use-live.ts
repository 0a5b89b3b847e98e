import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState } from 'react';
import { useSession } from '../session/session';
import { Live, type LiveState } from './live';

/** Changes that come in a burst are read once. */
const burst = 300;

export const LiveContext = createContext<LiveState>('off');

/** Whether what is on screen is renewed by itself. */
export function useLiveState(): LiveState {
  return use(LiveContext);
}

/** Renews what is on screen whenever something was committed. Those who may not read records are told of nothing. */
export function useLive(): LiveState {
  const queries = useQueryClient();
  const { session, may } = useSession();
  const [state, setState] = useState<LiveState>('off');
  const mayListen = may('records.read');
  useEffect(() => {
    if (!mayListen) {
      return undefined;
    }

    let timer: ReturnType<typeof setTimeout> | undefined;
    const live = new Live(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'config' });
      }, burst);
    }, setState);
    live.start();
    return () => {
      clearTimeout(timer);
      live.stop();
    };
  }, [queries, mayListen, session.subject]);

  return state;
}
