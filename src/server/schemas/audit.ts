import { z } from 'zod';

export const AuditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  subject: z.string().min(1).max(500).optional().describe('What it was done to, such as a session id'),
  actor: z.string().min(1).max(100).optional().describe('web, cli or system'),
  action: z.string().min(1).max(100).optional().describe('Such as session-paused'),
});

export const Deed = z
  .object({
    id: z.number().int(),
    at: z.string(),
    actor: z.string(),
    action: z.string().describe('What was done, in the past tense: session-paused'),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Deed' });

export const AuditPage = z.object({ items: z.array(Deed), next: z.string().nullable() }).meta({ id: 'AuditPage' });
