import type { z } from 'zod';
import { AppError } from '../core/errors.ts';
import type { Problem } from './schemas/system.ts';

/** An AppError as an RFC 9457 document. `instance` names this request; its log line carries the same id. */
export function toProblem(error: AppError, requestId: string): z.infer<typeof Problem> {
  const { entry, code } = error;
  return {
    type: `/docs/errors#${code}`,
    title: entry.title,
    status: entry.status,
    // What an unexpected error says is for the log: it may hold paths or data.
    ...(error.detail === undefined || code === 'internal' ? {} : { detail: error.detail }),
    code,
    next: entry.next,
    instance: `urn:magpie:request:${requestId}`,
    ...(error.fields === undefined ? {} : { errors: error.fields.map((field) => ({ ...field })) }),
  };
}
