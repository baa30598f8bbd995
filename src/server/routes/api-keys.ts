import { z } from 'zod';
import { createApiKey, revokeApiKey } from '../../auth/api-keys.ts';
import { type ApiKeyRow, listApiKeys } from '../../catalog/api-key-queries.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { ApiKey, ApiKeyList, CreatedApiKey, NewApiKey } from '../schemas/api-keys.ts';
import { problem } from '../schemas/responses.ts';
import { isoTime } from '../views/iso-time.ts';

const DAY_MS = 86_400_000;

export function apiKeyRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  app.get(
    '/api/v1/api-keys',
    { schema: { operationId: 'listApiKeys', tags: ['auth'], summary: 'Keys of other programs, newest first', response: { 200: ApiKeyList, ...problem } } },
    async () => ({ items: (await listApiKeys(catalog.read)).map(toApiKey) }),
  );

  app.post(
    '/api/v1/api-keys',
    {
      schema: {
        operationId: 'createApiKey',
        tags: ['auth'],
        summary: 'Make a key for another program; it is shown in this answer only',
        body: NewApiKey,
        response: { 201: CreatedApiKey, ...problem },
      },
    },
    async ({ body }, reply) => {
      const now = clock();
      const expiresAt = body.expiresInDays === null ? null : now + body.expiresInDays * DAY_MS;
      const { key, row } = await createApiKey(catalog, { name: body.name, scope: body.scope, expiresAt }, { actor: 'web', now });
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ key, apiKey: toApiKey(row) });
    },
  );

  app.delete(
    '/api/v1/api-keys/:id',
    {
      schema: {
        operationId: 'revokeApiKey',
        tags: ['auth'],
        summary: 'Revoke a key: from now on it opens nothing',
        params: z.object({ id: z.coerce.number().int().positive() }),
        response: { 200: ApiKey, ...problem },
      },
    },
    async ({ params }) => toApiKey(await revokeApiKey(catalog, params.id, { actor: 'web', now: clock() })),
  );
}

function toApiKey(row: ApiKeyRow): z.infer<typeof ApiKey> {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scope: row.scope,
    createdAt: isoTime(row.created_at),
    expiresAt: row.expires_at === null ? null : isoTime(row.expires_at),
    usedAt: row.used_at === null ? null : isoTime(row.used_at),
  };
}
