import { AppError } from '../../core/errors.ts';
import type { Span } from './ast.ts';

/** A query that cannot be read; says where (a span of the text) and what might have been meant. */
export class QueryError extends AppError {
  readonly at: Span;

  constructor(message: string, at: Span) {
    super('query-invalid', { detail: message, fields: [{ path: `q[${at.start}..${at.end}]`, message }] });
    this.at = at;
  }
}
