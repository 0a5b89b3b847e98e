import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { problemOf } from '../api/problem';
import type { Session } from '../api/types';
import { ProblemAlert } from '../parts/problem-alert';
import { Waiting } from '../parts/waiting';
import { IssuerSignIn } from './issuer-sign-in';
import { oneTimeTokenOf } from './one-time-link';
import { signIn, type Credential } from './sign-in';

interface SignInPageProps {
  /** Whether a session ended while somebody worked. */
  ended: boolean;
  signedIn: (session: Session) => void;
}

/** Signs in with the one-time link that led here, or with an API key. */
export function SignInPage({ ended, signedIn }: SignInPageProps) {
  const location = useLocation();
  const navigate = useNavigate();
  const [token] = useState(() => oneTimeTokenOf(location.pathname, location.hash));
  const [apiKey, setApiKey] = useState('');
  const tried = useRef(false);
  const attempt = useMutation({
    mutationFn: (credential: Credential) => signIn(credential),
    onSuccess: (session) => {
      signedIn(session);
      if (token !== undefined) {
        void navigate('/', { replace: true });
      }
    },
  });

  const { mutate } = attempt;
  useEffect(() => {
    if (token !== undefined && !tried.current) {
      tried.current = true;
      // Neither the history nor a copied address keeps the token.
      void navigate('/signin', { replace: true });
      mutate({ one_time: token });
    }
  }, [token, mutate, navigate]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const pasted = apiKey.trim();
    if (pasted !== '') {
      mutate({ api_key: pasted });
    }
  };

  if (attempt.isPending && token !== undefined && apiKey === '') {
    return <main className="lone"><Waiting what="the sign-in" /></main>;
  }

  return (
    <main className="lone">
      <form onSubmit={submit}>
        <Container header={<Header variant="h1">Sign in to Cavra</Header>}>
          <Form actions={<Button variant="primary" formAction="submit" loading={attempt.isPending} loadingText="Signing in">Sign in</Button>}>
            <SpaceBetween size="l">
              {ended && attempt.isIdle
                ? <Alert type="info" header="Your session has ended">Sign in again; you will be where you were.</Alert>
                : null}
              <IssuerSignIn />
              {attempt.isError ? <Refused error={attempt.error} byLink={token !== undefined && apiKey === ''} /> : null}
              <FormField label="API key" description="It is sent once; the browser then holds a session cookie and forgets the key.">
                <Input type="password" value={apiKey} autoFocus spellcheck={false} autoComplete={false}
                  placeholder="cavra_…" onChange={({ detail }) => setApiKey(detail.value)} />
              </FormField>
              <Box variant="small" color="text-body-secondary">
                No key at hand? Whoever can read the service’s data directory gets a one-time link with{' '}
                <Box variant="code" display="inline">cavra signin</Box>.
              </Box>
            </SpaceBetween>
          </Form>
        </Container>
      </form>
    </main>
  );
}

function Refused({ error, byLink }: { error: unknown; byLink: boolean }) {
  return byLink && problemOf(error).status === 401
    ? <Alert type="error" header="This link no longer works">
      A link works once and for a quarter of an hour. Get a new one with <Box variant="code" display="inline">cavra signin</Box>,
      or sign in with an API key.
    </Alert>
    : <ProblemAlert error={error} />;
}
