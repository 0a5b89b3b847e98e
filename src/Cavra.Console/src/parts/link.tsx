import CloudscapeLink from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';

/** A link to another page of the console, which can also be opened in a new tab. */
export function Link({ to, children, label }: { to: string; children: ReactNode; label?: string }) {
  const href = useHref(to);
  const navigate = useNavigate();
  return (
    <CloudscapeLink href={href} {...(label ? { ariaLabel: label } : {})} onFollow={(event) => {
      event.preventDefault();
      void navigate(to);
    }}>{children}</CloudscapeLink>
  );
}
