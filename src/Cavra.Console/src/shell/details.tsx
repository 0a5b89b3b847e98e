import SplitPanel from '@cloudscape-design/components/split-panel';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';

interface Shown {
  title: string;
  body: ReactNode;
  closed?: (() => void) | undefined;
}

interface Details {
  isOpen: boolean;
  shown: Shown | undefined;
  show: (shown: Shown) => void;
  close: () => void;
}

const DetailsContext = createContext<Details | undefined>(undefined);

/** The panel beside the page, which shows one row of it whole. */
export function useDetails(): Details {
  const details = use(DetailsContext);
  if (!details) {
    throw new Error('There is no panel here.');
  }

  return details;
}

export function DetailsProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown>();
  const { pathname } = useLocation();
  useEffect(() => setShown(undefined), [pathname]);

  const show = useCallback((next: Shown) => setShown(next), []);
  const close = useCallback(() => setShown((current) => {
    // After this change, not within it: what is told changes the address.
    if (current?.closed) {
      queueMicrotask(current.closed);
    }

    return undefined;
  }), []);
  const value = useMemo(() => ({ isOpen: shown !== undefined, shown, show, close }), [shown, show, close]);
  return <DetailsContext value={value}>{children}</DetailsContext>;
}

export function DetailsPanel() {
  const { shown } = useDetails();
  return shown ? <SplitPanel header={shown.title} closeBehavior="hide">{shown.body}</SplitPanel> : null;
}
