import { createContext, use, useCallback, useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';

type Dialog = (close: () => void) => ReactNode;

type Open = (dialog: Dialog, closed: () => void) => void;

const OpenContext = createContext<Open | undefined>(undefined);

/** Opens a dialog that stays as it was opened until it is closed, whatever becomes of what opened it. */
export function useOpenDialog(): Open {
  const open = use(OpenContext);
  if (!open) {
    throw new Error('There is no place for dialogs here.');
  }

  return open;
}

/** Where acts' dialogs are. An act often takes away the row that it was begun from; its proof must not go with it. */
export function ActHost({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<{ dialog: Dialog; closed: () => void }>();
  const { pathname } = useLocation();
  useEffect(() => setOpened(undefined), [pathname]);

  const open = useCallback<Open>((dialog, closed) => setOpened({ dialog, closed }), []);
  return (
    <OpenContext value={open}>
      {children}
      {opened?.dialog(() => {
        setOpened(undefined);
        opened.closed();
      })}
    </OpenContext>
  );
}
