import { suggestTags } from '../../catalog/suggest-queries.ts';
import { categoryNames } from '../../catalog/tag-queries.ts';
import { suggest } from '../../core/suggest.ts';
import { prefixed, tagName } from '../../domain/tag.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { SuggestedTags, SuggestTagsQuery } from '../schemas/tag.ts';

/** `artist:ann` of `artits:ann`; a name may well have a colon, so that it is only said. */
function categoryMeant(name: string, categories: readonly string[]): string | undefined {
  const parts = prefixed(name);
  if (parts === undefined || categories.includes(parts.prefix)) return undefined;
  const category = suggest(parts.prefix, categories);
  return category === undefined ? undefined : `${category}:${parts.rest}`;
}

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
    async ({ query }) => {
      const items = await suggestTags(catalog, { text: query.q, limit: query.limit, category: query.category });
      const name = tagName(query.q);
      const known = name === undefined || items.some((tag) => tag.name === name || tag.alias === name);
      const meant = known ? undefined : categoryMeant(name, await categoryNames(catalog.read));
      return { items, ...(meant === undefined ? {} : { meant }) };
    },
  );
}
