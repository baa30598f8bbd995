import type { z } from 'zod';
import type { TaskRow } from '../../catalog/task-queries.ts';
import { ERROR_CATALOG, type ErrorCode } from '../../core/error-catalog.ts';
import type { TaskView } from '../schemas/task.ts';
import { isoTime } from './iso-time.ts';

export function toTask(row: TaskRow): z.infer<typeof TaskView> {
  const { scan, apply, batch } = JSON.parse(row.options_json) as { scan?: string; apply?: string; batch?: string };
  const { notes, ...numbers } = JSON.parse(row.result_json ?? '{}') as { notes?: string[] };
  return {
    id: row.id,
    kind: row.kind,
    of: scan ?? apply ?? batch ?? null,
    state: row.state,
    done: row.done,
    total: row.total,
    result: row.result_json === null ? null : (numbers as Record<string, number>),
    notes: notes ?? [],
    error: row.error_code === null ? null : errorOf(row.error_code, row.error_detail),
    createdAt: isoTime(row.created_at),
    finishedAt: row.finished_at === null ? null : isoTime(row.finished_at),
  };
}

/** Where to follow a task that was just accepted. */
export function acceptedTask(id: string) {
  return { task_id: id, status_url: `/api/v1/tasks/${id}` };
}

function errorOf(code: string, detail: string | null) {
  // A row may carry a code of a newer version.
  const entry = Object.hasOwn(ERROR_CATALOG, code) ? ERROR_CATALOG[code as ErrorCode] : ERROR_CATALOG.internal;
  return { code, title: entry.title, detail, next: entry.next };
}
