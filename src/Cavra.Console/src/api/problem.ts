/** What the server says when it refuses, as `application/problem+json`. */
export interface ProblemDocument {
  title: string;
  status: number;
  detail: string;
  code: string;
  trace_id?: string | undefined;
  errors?: Record<string, string[]> | undefined;
}

/** A refusal, or that the server can't be reached. */
export class ProblemError extends Error {
  readonly problem: ProblemDocument;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemDocument, retryAfterSeconds?: number) {
    super(problem.detail || problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The code of a call that got no answer. */
export const unreachable = 'console.unreachable';

export const unreachableProblem: ProblemDocument = {
  title: 'The server can’t be reached',
  status: 0,
  detail: 'No answer came from the server. What you see may be old; it is asked again by itself.',
  code: unreachable,
};

/** The problem of any failure; a failure without one is a fault of the console. */
export function problemOf(error: unknown): ProblemDocument {
  return error instanceof ProblemError
    ? error.problem
    : { title: 'The console failed', status: 0, detail: error instanceof Error ? error.message : String(error), code: 'console.fault' };
}

/** Reads the problem of an answer; an answer that holds none (a gateway's page) is described by its status. */
export function problemFrom(response: Response, body: unknown): ProblemError {
  const retryAfter = Number(response.headers.get('Retry-After') ?? '');
  const seconds = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined;
  if (isProblem(body)) {
    return new ProblemError(body, seconds);
  }

  const unavailable = response.status >= 502 && response.status <= 504;
  return new ProblemError(
    unavailable
      ? { ...unreachableProblem, status: response.status }
      : {
          title: 'An unexpected answer',
          status: response.status,
          detail: `The server answered ${response.status} without saying why.`,
          code: 'console.unexpected_answer',
        },
    seconds,
  );
}

function isProblem(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;
}
