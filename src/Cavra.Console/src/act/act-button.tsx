import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useRef, type ReactNode } from 'react';
import { useSession } from '../session/session';
import { useOpenDialog } from './act-host';

interface ActButtonProps {
  permission: string;
  children: string;
  variant?: ButtonProps.Variant;
  /** Its name for those who hear it, where the words alone don't say what it is about. */
  label?: string;
  /** Why it can't be done now, whoever asks. */
  unavailable?: string | undefined;
  dialog: (close: () => void) => ReactNode;
}

/** A button that opens an act's dialog; disabled, with the reason, for those who may not. Focus comes back to it. */
export function ActButton({ permission, children, variant = 'normal', label, unavailable, dialog }: ActButtonProps) {
  const { session, may } = useSession();
  const open = useOpenDialog();
  const button = useRef<ButtonProps.Ref>(null);
  const reason = may(permission)
    ? unavailable
    : `This needs the permission ${permission}; you are ${session.roles.join(', ')}.`;
  return (
    <Button ref={button} variant={variant} disabled={reason !== undefined} disabledReason={reason ?? ''} {...(label ? { ariaLabel: label } : {})}
      onClick={() => open(dialog, () => setTimeout(() => comeBackTo(button.current)))}>{children}</Button>
  );
}

/** Takes the focus, unless somebody has gone on to something else meanwhile. */
function comeBackTo(button: ButtonProps.Ref | null) {
  if (document.activeElement === null || document.activeElement === document.body) {
    button?.focus();
  }
}
