import { ProblemError, type Problem } from '../../../src/sdk/client.ts';

export { ProblemError, type Problem };

/** What to show for anything thrown: the API's own words, or the best that can be said. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    type: 'about:blank',
    title: 'Something went wrong on this page',
    status: 0,
    code: 'page-error',
    detail: error instanceof Error ? error.message : String(error),
    next: 'Reload the page; if it stays, report it with these words.',
  };
}

export function isLoginRequired(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'login-required';
}
