import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { base } from '../api/client';
import { reads } from '../api/queries';

const failures: Record<string, string> = {
  no_role: 'You are known there, but nothing gives you a role here. Whoever runs Cavra decides that by the groups or claims of its identity file.',
  cancelled: 'The sign-in was cancelled.',
  away: 'The identity provider can’t be reached for now. Try again later, or sign in with an API key.',
  later: 'Too many sign-ins from your address have failed. Wait a minute, then try again.',
  unavailable: 'No identity provider is configured any more.',
  failed: 'The sign-in could not be completed. Begin again here; do not go back to the page of the identity provider.',
};

/** Signs in with the company's identity provider, where one is configured; tells how the last try ended. */
export function IssuerSignIn() {
  const location = useLocation();
  const failed = new URLSearchParams(location.search).get('failed');
  const config = useQuery(reads.config);
  const signIn = config.data?.sign_in;
  return (
    <SpaceBetween size="l">
      {failed !== null
        ? <Alert type="error" header="You are not signed in">{failures[failed] ?? failures['failed']}</Alert>
        : null}
      {signIn ? <Button variant="primary" fullWidth href={beginning(location.pathname + location.search)}>Sign in with {signIn.issuer}</Button> : null}
    </SpaceBetween>
  );
}

// The page that was asked for is the one to come back to.
function beginning(page: string): string {
  const asked = page.startsWith('/console/') ? `?return_to=${encodeURIComponent(page)}` : '';
  return `${base}/console/sign-in${asked}`;
}
