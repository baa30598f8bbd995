import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SignedLinks } from '../../../auth/signed-links.ts';
import { addressesOf, assetRows, tagNamesOf } from '../../../catalog/booru-queries.ts';
import { childrenOf, parentsOf } from '../../../catalog/relation-queries.ts';
import type { Search } from '../../../catalog/search-queries.ts';
import { AppError } from '../../../core/errors.ts';
import { Finder } from '../../../search/finder.ts';
import { toSearch } from '../../../search/search-query.ts';
import type { Api, ServerDeps } from '../../deps.ts';
import { AssetId } from '../../schemas/asset.ts';
import { toBooruPost } from '../../views/booru-post.ts';
import { type BooruPage, Flag, Limit, parsePage, parseTags, pick } from './booru-query.ts';

const Only = z.string().max(1000).optional();
const Tags = z.string().max(2000).default('');

export function booruPostRoutes(app: Api, deps: ServerDeps, links: SignedLinks): void {
  const { catalog, clock } = deps;
  const finder = new Finder(catalog, deps.index);

  async function posts(request: FastifyRequest, ids: readonly number[]) {
    const rows = await assetRows(catalog.read, ids);
    const found = rows.map(({ id }) => id);
    const [tags, sources] = [await tagNamesOf(catalog.read, found), await addressesOf(catalog.read, found)];
    const parents = await parentsOf(catalog.read, found);
    const withChildren = new Set((await childrenOf(catalog.read, found)).map(({ parent }) => parent));
    const base = `${request.protocol}://${request.host}`;
    return Promise.all(
      rows.map(async (row) =>
        toBooruPost(row, {
          tags: tags.get(row.id) ?? [],
          source: sources.get(row.id) ?? '',
          parent: parents.get(row.id) ?? null,
          hasChildren: withChildren.has(row.id),
          base,
          signature: await links.sign(row.id, clock()),
        }),
      ),
    );
  }

  app.get(
    '/posts.json',
    {
      schema: {
        querystring: z.object({
          tags: Tags,
          limit: Limit.optional(),
          page: z.string().max(20).optional(),
          random: Flag,
          only: Only,
          md5: z.string().max(32).optional(),
        }),
      },
    },
    async (request) => {
      const { query } = request;
      const asked = parseTags(query.md5 === undefined ? query.tags : `md5:${query.md5}`);
      const search = await toSearch(catalog, asked.q, clock(), query.random ? 'random' : (asked.order ?? 'id'));
      const shuffled = query.random || asked.order === 'random' ? { ...search, seed: Math.floor(Math.random() * 1e9) } : search;
      const limit = asked.limit ?? query.limit ?? 20;
      if (limit === 0) return [];
      const found = await posts(request, await pageOf(finder, shuffled, parsePage(query.page), limit));
      if (query.md5 !== undefined && query.md5 !== '') {
        if (found[0] === undefined) throw new AppError('asset-not-found');
        return pick(found[0], query.only);
      }
      return found.map((post) => pick(post, query.only));
    },
  );

  app.get('/posts/random.json', { schema: { querystring: z.object({ tags: Tags, only: Only }) } }, async (request) => {
    const search = {
      ...(await toSearch(catalog, parseTags(request.query.tags).q, clock(), 'random')),
      by: 'random' as const,
      seed: Math.floor(Math.random() * 1e9),
    };
    const [post] = await posts(request, await pageOf(finder, search, { number: 1 }, 1));
    if (post === undefined) throw new AppError('asset-not-found', { detail: 'Nothing is found by this' });
    return pick(post, request.query.only);
  });

  app.get('/posts/:id(^\\d+).json', { schema: { params: z.object({ id: AssetId }), querystring: z.object({ only: Only }) } }, async (request) => {
    const [post] = await posts(request, [request.params.id]);
    if (post === undefined) throw new AppError('asset-not-found');
    return pick(post, request.query.only);
  });

  app.get('/counts/posts.json', { schema: { querystring: z.object({ tags: Tags }) } }, async ({ query }) => {
    const { where } = await toSearch(catalog, parseTags(query.tags).q, clock());
    return { counts: { posts: await finder.count(where) } };
  });
}

/** Ids of a page. By a<id> and b<id> the order is that of the ids, whatever the search says, as there. */
async function pageOf(finder: Finder, search: Search, page: BooruPage, limit: number): Promise<number[]> {
  const ids = async (wanted: Search, offset = 0): Promise<number[]> => (await finder.page(wanted, undefined, limit, offset)).rows.map(({ id }) => id);
  if ('number' in page) return ids(search, (page.number - 1) * limit);
  const beside = 'before' in page ? ({ max: page.before, maxOpen: true } as const) : ({ min: page.after, minOpen: true } as const);
  const range = { kind: 'within', fact: 'id', ...beside } as const;
  const where = search.where === undefined ? range : ({ kind: 'all', parts: [search.where, range] } as const);
  return 'before' in page ? ids({ where, by: 'id' }) : (await ids({ where, by: 'id_asc' })).reverse();
}
