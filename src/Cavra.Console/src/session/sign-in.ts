import { answerOf, base } from '../api/client';
import type { Session } from '../api/types';

/** What a person signs in with. */
export type Credential = { one_time: string } | { api_key: string };

/** Signs in; the session's cookie comes with the answer and is never seen by the page. */
export function signIn(credential: Credential): Promise<Session> {
  return answerOf<Session>(send('POST', credential));
}

/** Ends the session here and on the server. */
export async function signOut(): Promise<void> {
  await answerOf(send('DELETE'));
}

async function send(method: 'POST' | 'DELETE', credential?: Credential) {
  const response = await fetch(`${base}/console/session`, {
    method,
    credentials: 'same-origin',
    ...(credential ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(credential) } : {}),
  });
  const body: unknown = await response.json().catch(() => undefined);
  return response.ok ? { data: body as Session, response } : { error: body, response };
}
