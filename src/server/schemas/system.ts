import { z } from 'zod';

/** RFC 9457, with Magpie's code and next step. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    code: z.string(),
    next: z.string().describe('What can be done now'),
    instance: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export const Health = z
  .object({
    status: z.enum(['ok', 'starting', 'degraded']),
    role: z.string(),
    version: z.string(),
    checks: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Health' });

export const SystemView = z
  .object({
    version: z.string(),
    engine: z.enum(['sqlite', 'postgres']),
    dataDir: z.string(),
    inbox: z.string(),
    roots: z.array(z.string()),
    assets: z.number().int(),
    originalsBytes: z.number().int(),
    freeBytes: z.number().int(),
    processes: z.array(z.object({ id: z.string(), role: z.string(), host: z.string(), pid: z.number().int(), startedAt: z.string(), alive: z.boolean() })),
    index: z
      .object({
        state: z.enum(['ready', 'loading', 'sql']).describe('sql: the catalog answers searches'),
        reason: z.string().nullable().describe('Why the catalog answers'),
        progress: z.number().nullable().describe('0 to 1, of loading, or of the building of the next one'),
        assets: z.number().int().describe('When it was built'),
        links: z.number().int().describe('Tags on assets, when it was built'),
        changed: z.number().int().describe('Changes followed since'),
        bytes: z.number().int().describe('Memory it takes in this process'),
        builtAt: z.string().nullable(),
      })
      .describe('The tag index of the process that answers'),
    lanes: z.array(z.object({ name: z.string(), ready: z.number().int(), running: z.number().int(), pausedUntil: z.string().nullable() })),
  })
  .meta({ id: 'System' });

export const LoginRequest = z.object({ password: z.string().min(1).max(1000) }).meta({ id: 'LoginRequest' });
export const AuthState = z.object({ passwordSet: z.boolean(), loggedIn: z.boolean() }).meta({ id: 'AuthState' });
