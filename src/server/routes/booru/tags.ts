import { z } from 'zod';
import { listTags } from '../../../catalog/booru-queries.ts';
import { suggestTags } from '../../../catalog/suggest-queries.ts';
import { tagName, tagTitle } from '../../../domain/tag.ts';
import type { Api, ServerDeps } from '../../deps.ts';
import { isoTime } from '../../views/iso-time.ts';
import { Flag, Limit, parsePage, pick } from './booru-query.ts';

/** Danbooru's numbers; species is e621's. Categories of one's own count as general. */
const NUMBERS: Readonly<Record<string, number>> = { general: 0, artist: 1, copyright: 3, character: 4, meta: 5, species: 8 };
const NAMES = new Map(Object.entries(NUMBERS).flatMap(([name, number]) => [[String(number), name] as const, [name, name] as const]));
const MAX_SUGGESTIONS = 20;

export function booruTagRoutes(app: Api, { catalog }: ServerDeps): void {
  app.get(
    '/tags.json',
    {
      schema: {
        querystring: z.object({
          limit: Limit.optional(),
          page: z.string().max(20).optional(),
          only: z.string().max(1000).optional(),
          'search[name]': z.string().max(5000).optional(),
          'search[name_comma]': z.string().max(20_000).optional(),
          'search[name_matches]': z.string().max(500).optional(),
          'search[name_or_alias_matches]': z.string().max(500).optional(),
          'search[category]': z.string().max(50).optional(),
          'search[hide_empty]': Flag,
          'search[order]': z.string().max(50).optional(),
        }),
      },
    },
    async ({ query }) => {
      const matches = (query['search[name_matches]'] ?? query['search[name_or_alias_matches]'])?.trim().toLowerCase().replaceAll(' ', '_');
      const listed = (query['search[name_comma]'] ?? query['search[name]'])?.split(',').map((name) => tagName(name) ?? '');
      const names = listed ?? (matches?.includes('*') === false ? [matches] : undefined);
      const chosen = names !== undefined ? { names } : matches !== undefined ? { pattern: matches } : {};
      const wanted = query['search[category]'];
      const category = wanted === undefined ? undefined : (NAMES.get(wanted.toLowerCase()) ?? wanted.toLowerCase());
      const order = query['search[order]'];
      const page = parsePage(query.page);
      const limit = query.limit ?? 20;
      const rows = await listTags(
        catalog.read,
        { ...chosen, ...(category === undefined ? {} : { category }), notEmpty: query['search[hide_empty]'] },
        order === 'count' ? 'count' : order === 'name' ? 'name' : 'date',
        { limit, offset: 'number' in page ? (page.number - 1) * limit : 0 },
      );
      return rows.map((row) =>
        pick(
          {
            id: row.id,
            name: row.name,
            post_count: row.count,
            category: NUMBERS[row.category] ?? 0,
            created_at: isoTime(row.created_at),
            updated_at: isoTime(row.updated_at),
            is_deprecated: row.deprecated === 1,
            words: row.name.split('_').filter((word) => word !== ''),
          },
          query.only,
        ),
      );
    },
  );

  app.get(
    '/autocomplete.json',
    {
      schema: {
        querystring: z.object({ 'search[query]': z.string().max(200).default(''), 'search[type]': z.string().max(50).optional(), limit: Limit.optional() }),
      },
    },
    async ({ query }) => {
      // Of a whole search only the last word is still being written; what turns it around stays in front.
      const [, before = '', word = ''] = /^(.*?[\s(]?)([-~]?[^\s(]*)$/s.exec(query['search[query]'].toLowerCase()) ?? [];
      const sign = /^[-~]/.exec(word)?.[0] ?? '';
      const prefix = word.slice(sign.length);
      if (prefix === '') return [];
      const limit = Math.min(query.limit ?? 10, MAX_SUGGESTIONS);
      const rows = await suggestTags(catalog, { text: prefix, limit });
      const whole = query['search[type]'] === 'tag_query' ? before + sign : '';
      return rows.map((row) => ({
        type: row.alias === null ? 'tag-word' : 'tag-alias',
        label: tagTitle(row.name),
        value: `${whole}${row.name}`,
        category: NUMBERS[row.category] ?? 0,
        post_count: row.count,
        antecedent: row.alias,
      }));
    },
  );

  app.get('/profile.json', async () => ({ id: 1, name: 'owner', level: 60, level_string: 'Owner', favorite_count: 0, blacklisted_tags: '' }));
}
