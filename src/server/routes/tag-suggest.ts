import { suggestTags } from '../../catalog/suggest-queries.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { SuggestedTags, SuggestTagsQuery } from '../schemas/tag.ts';

export function tagSuggestRoutes(app: Api, { catalog }: ServerDeps): void {
  app.get(
    '/api/v1/tags/autocomplete',
    {
      schema: {
        operationId: 'autocompleteTags',
        tags: ['tags'],
        summary: 'Tags for what somebody is typing',
        description:
          'Found by the beginning of any word of a tag or of one of its other names; the most used first, deprecated ones last. Where these are fewer than asked for, tags one typo away follow.',
        querystring: SuggestTagsQuery,
        response: { 200: SuggestedTags, ...problem },
      },
    },
    async ({ query }) => ({ items: await suggestTags(catalog, { text: query.q, limit: query.limit, category: query.category }) }),
  );
}
