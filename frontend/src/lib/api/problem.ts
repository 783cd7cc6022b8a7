/** RFC 9457 problem documents, and the one error type that screens read. */

export type FieldProblem = { field: string; message: string };

export type Problem = {
  type?: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: FieldProblem[];
  retryable?: boolean;
  [extra: string]: unknown;
};

export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }

  get retryable(): boolean {
    return this.problem.retryable ?? (this.status === 0 || this.status >= 500);
  }
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'detail' in body &&
    'code' in body &&
    'title' in body
  );
}

export async function problemFrom(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return body;
  return {
    title: `The server answered ${response.status}`,
    status: response.status,
    code: 'unexpected_answer',
    detail: `The server answered ${response.status} without giving a reason.`,
    retryable: response.status >= 500,
  };
}

export const unreachable: Problem = {
  title: 'The server cannot be reached',
  status: 0,
  code: 'unreachable',
  detail: 'The server cannot be reached. Check that Sightline is still running.',
  retryable: true,
};

/** What a screen says about any thrown value. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  const detail = error instanceof Error ? error.message : 'Something unexpected happened.';
  return { title: 'Something went wrong', status: 0, code: 'client_error', detail };
}
