import { z } from 'zod';
import { TASK_KINDS } from '../../domain/curate.ts';

export const TaskAccepted = z.object({ task_id: z.string(), status_url: z.string() }).meta({ id: 'TaskAccepted' });

export const TaskView = z
  .object({
    id: z.string(),
    kind: z.enum(TASK_KINDS),
    of: z.string().nullable().describe('What it acts on: the search of an apply, the apply of an undo, the edit that is taken back'),
    state: z.enum(['waiting', 'running', 'finished', 'failed', 'cancelled']),
    done: z.number().int(),
    total: z.number().int().describe('0 while it is not known'),
    result: z.record(z.string(), z.number()).nullable().describe('Numbers of the outcome, once finished'),
    notes: z.array(z.string()).describe('What could not be taken over, by line; the first hundred'),
    error: z.object({ code: z.string(), title: z.string(), detail: z.string().nullable(), next: z.string() }).nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Task' });

export const TaskParams = z.object({ task_id: z.uuid() });
