import { answerOf, base } from '../api/client';
import type { Session } from '../api/types';

/** What a person signs in with. */
export type Credential = { one_time: string } | { api_key: string };

/** Signs in; the session's cookie comes with the answer and is never seen by the page. */
export function signIn(credential: Credential): Promise<Session> {
  return answerOf<Session>(send('POST', credential));
}

/** Ends the session here and on the server; answers where the browser signs out of the issuer too, if it offers that. */
export async function signOut(): Promise<string | undefined> {
  const answer = await answerOf<SignedOut>(send('DELETE'));
  return answer.end_session_url ?? undefined;
}

interface SignedOut {
  end_session_url?: string | null;
}

async function send<T>(method: 'POST' | 'DELETE', credential?: Credential) {
  const response = await fetch(`${base}/console/session`, {
    method,
    credentials: 'same-origin',
    ...(credential ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(credential) } : {}),
  });
  const body: unknown = await response.json().catch(() => undefined);
  return response.ok ? { data: body as T, response } : { error: body, response };
}
