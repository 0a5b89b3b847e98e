import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useRef, useState, type ReactNode } from 'react';
import { useSession } from '../session/session';

interface ActButtonProps {
  permission: string;
  children: string;
  variant?: ButtonProps.Variant;
  /** Why it can't be done now, whoever asks. */
  unavailable?: string | undefined;
  dialog: (close: () => void) => ReactNode;
}

/** A button that opens an act's dialog; disabled, with the reason, for those who may not. Focus comes back to it. */
export function ActButton({ permission, children, variant = 'normal', unavailable, dialog }: ActButtonProps) {
  const { session, may } = useSession();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<ButtonProps.Ref>(null);
  const reason = may(permission)
    ? unavailable
    : `This needs the permission ${permission}; you are ${session.roles.join(', ')}.`;
  return (
    <>
      <Button ref={button} variant={variant} disabled={reason !== undefined} disabledReason={reason ?? ''} onClick={() => setOpen(true)}>{children}</Button>
      {isOpen ? dialog(() => {
        setOpen(false);
        setTimeout(() => button.current?.focus());
      }) : null}
    </>
  );
}
