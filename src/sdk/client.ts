import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './openapi.d.ts';

export type Problem = components['schemas']['Problem'];

/** What the API answered instead of a result, or why it could not be reached (`code` = `unreachable`, status 0). */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

export type MagpieClient = Client<paths>;

/**
 * A typed client of the API. `data` of every answer is the success body: anything else, a network failure too, is thrown
 * as ProblemError.
 */
export function createMagpieClient(baseUrl: string, fetch: typeof globalThis.fetch = globalThis.fetch): MagpieClient {
  const client = createClient<paths>({ baseUrl, fetch: (request) => fetch(request) });
  client.use({
    async onResponse({ response }) {
      if (response.ok || response.status === 304) return undefined;
      throw new ProblemError(await readProblem(response));
    },
    onError({ error }) {
      if (error instanceof ProblemError) return error;
      if (error instanceof Error && error.name === 'AbortError') return error;
      return new ProblemError(UNREACHABLE, { cause: error });
    },
  });
  return client;
}

async function readProblem(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.includes('application/problem+json') ?? false;
  if (isProblem) return (await response.json()) as Problem;
  return {
    type: 'about:blank',
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: 'http-error',
    next: 'Try again; if it stays, look at what stands between this page and Magpie.',
  };
}

const UNREACHABLE: Problem = {
  type: 'about:blank',
  title: 'Magpie cannot be reached',
  status: 0,
  code: 'unreachable',
  next: 'Check that it runs and that the network works, then try again.',
};
