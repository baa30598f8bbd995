import { z } from 'zod';
import { listDeeds } from '../../catalog/audit-queries.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AuditPage, AuditQuery } from '../schemas/audit.ts';
import { problem } from '../schemas/responses.ts';
import { isoTime } from '../views/iso-time.ts';

export function auditRoutes(app: Api, { catalog }: ServerDeps): void {
  app.get(
    '/api/v1/audit',
    {
      schema: {
        operationId: 'listAudit',
        tags: ['system'],
        summary: 'Who did what, the latest first',
        querystring: AuditQuery,
        response: { 200: AuditPage, ...problem },
      },
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const before = decodeCursor(cursor, z.tuple([z.number().int()]))?.[0];
      const rows = await listDeeds(catalog, filter, before, limit + 1);
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map(({ detail_json, at, ...row }) => ({ ...row, at: isoTime(at), detail: JSON.parse(detail_json) as Record<string, unknown> })),
        next: last ? encodeCursor([last.id]) : null,
      };
    },
  );
}
