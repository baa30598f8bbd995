import type { z } from 'zod';
import { listSavedSearches, type SavedSearchRow } from '../../catalog/saved-search-queries.ts';
import { printQuery } from '../../search/query/print.ts';
import { dropSavedSearch, editSavedSearch, saveSearch } from '../../search/saved-searches.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { NewSavedSearch, SavedSearch, SavedSearchEdit, SavedSearches, SavedSearchParams } from '../schemas/search.ts';
import { isoTime } from '../views/iso-time.ts';

export function savedSearchRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const who = () => ({ now: clock(), actor: 'web' });

  app.get(
    '/api/v1/searches',
    { schema: { operationId: 'listSavedSearches', tags: ['search'], summary: 'Saved searches, in their order', response: { 200: SavedSearches, ...problem } } },
    async () => ({ items: (await listSavedSearches(catalog.read)).map(toSavedSearch) }),
  );
  app.post(
    '/api/v1/searches',
    {
      schema: {
        operationId: 'saveSearch',
        tags: ['search'],
        summary: 'Keep a search by a name',
        body: NewSavedSearch,
        response: { 201: SavedSearch, ...problem },
      },
    },
    async ({ body }, reply) => reply.status(201).send(toSavedSearch(await saveSearch(catalog, body, who()))),
  );
  app.patch(
    '/api/v1/searches/:id',
    {
      schema: {
        operationId: 'editSavedSearch',
        tags: ['search'],
        summary: 'Rename, change, pin or move a saved search; others that contain it follow a new name',
        params: SavedSearchParams,
        body: SavedSearchEdit,
        response: { 200: SavedSearches, ...problem },
      },
    },
    async ({ params, body }) => {
      await editSavedSearch(catalog, params.id, body, who());
      return { items: (await listSavedSearches(catalog.read)).map(toSavedSearch) };
    },
  );
  app.delete(
    '/api/v1/searches/:id',
    {
      schema: {
        operationId: 'deleteSavedSearch',
        tags: ['search'],
        summary: 'Delete a saved search; the answer, sent to POST /api/v1/searches, brings it back',
        params: SavedSearchParams,
        response: { 200: NewSavedSearch.meta({ id: 'DeletedSearch' }), ...problem },
      },
    },
    async ({ params }) => {
      const { name, query, pinned, position } = await dropSavedSearch(catalog, params.id, who());
      return { name, query, pinned: pinned === 1, position };
    },
  );
}

function toSavedSearch({ id, name, query, pinned, created_at, updated_at }: SavedSearchRow): z.infer<typeof SavedSearch> {
  const term = printQuery({ where: { kind: 'field', name: 'search', value: { kind: 'texts', texts: [name] }, at: { start: 0, end: 0 } } });
  return { id, name, query, pinned: pinned === 1, term, createdAt: isoTime(created_at), updatedAt: isoTime(updated_at) };
}
