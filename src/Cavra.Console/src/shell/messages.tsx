import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';

interface Message {
  type: 'success' | 'info' | 'warning' | 'error';
  header: string;
  content?: ReactNode;
}

interface Messages {
  items: FlashbarProps.MessageDefinition[];
  say: (message: Message) => void;
}

const MessagesContext = createContext<Messages | undefined>(undefined);

/** What was done, above the page, until it is dismissed. */
export function useMessages(): Messages {
  const messages = use(MessagesContext);
  if (!messages) {
    throw new Error('There is no place for messages here.');
  }

  return messages;
}

export function MessagesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);
  const say = useCallback((message: Message) => {
    const id = String(Math.random());
    setItems((before) => [
      {
        ...message, id, dismissible: true, dismissLabel: 'Dismiss the message',
        onDismiss: () => setItems((current) => current.filter((item) => item.id !== id)),
      },
      ...before.slice(0, 4),
    ]);
  }, []);
  const value = useMemo(() => ({ items, say }), [items, say]);
  return <MessagesContext value={value}>{children}</MessagesContext>;
}
