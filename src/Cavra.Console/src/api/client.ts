import createClient, { type Middleware } from 'openapi-fetch';
import { isBackground } from './activity';
import { problemFrom, ProblemError, unreachableProblem } from './problem';
import type { paths } from './schema';

/** Where the server is: beside the page, whatever path a gateway puts before both. */
export const base = new URL(document.baseURI).pathname.replace(/\/$/, '');

type Listener = () => void;

const signedOut = new Set<Listener>();

/** Calls back when the server no longer knows the session. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

const manners: Middleware = {
  onRequest({ request }) {
    if (isBackground()) {
      request.headers.set('Cavra-Background', '1');
    }

    return request;
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/console/session') {
      signedOut.forEach((listener) => listener());
    }
  },
};

/** The server's API, typed from its OpenAPI document. */
export const api = createClient<paths>({
  baseUrl: base,
  credentials: 'same-origin',
  querySerializer: { array: { style: 'form', explode: true } },
});
api.use(manners);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer itself; a refusal or silence is thrown as a `ProblemError`. */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await wholeAnswerOf(call)).data;
}

/** The answer and its headers, for those who need its version. */
export async function wholeAnswerOf<T>(call: Promise<Answer<T>>): Promise<{ data: T; response: Response }> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw failure;
    }

    throw new ProblemError(unreachableProblem);
  }

  if (!answer.response.ok) {
    throw problemFrom(answer.response, answer.error);
  }

  return { data: answer.data as T, response: answer.response };
}

/** A key under which the server does what is asked once, however often it is sent. */
export function newIdempotencyKey(): string {
  // randomUUID is missing where the page is not served securely.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
