import { z } from 'zod';
import type { SearchOrder } from '../../../catalog/search-queries.ts';
import { AppError } from '../../../core/errors.ts';

/** Danbooru's own limits: 200 posts a page, 1,000 pages by number. */
export const MAX_LIMIT = 200;
const MAX_PAGE = 1000;
const DEFAULT_LIMIT = 20;

/** Text booleans as Rails reads them. */
export const Flag = z
  .string()
  .optional()
  .transform((text) => text !== undefined && /^(true|t|1|yes|on)$/i.test(text));

/** `limit`: beyond the highest is the highest, as there. */
export const Limit = z.coerce
  .number()
  .int()
  .min(0)
  .catch(DEFAULT_LIMIT)
  .transform((limit) => Math.min(limit, MAX_LIMIT));

/** `page`: 3 by number; b120 what comes before post 120, a120 after it, both by id. */
export type BooruPage = { readonly number: number } | { readonly before: number } | { readonly after: number };

export function parsePage(text: string | undefined): BooruPage {
  const [, letter, digits] = /^([ab]?)(\d{1,15})$/.exec(text ?? '1') ?? [];
  if (digits === undefined)
    throw new AppError('invalid-input', { detail: 'page takes a number, a<id> or b<id>', fields: [{ path: 'page', message: 'is not valid' }] });
  const number = Number(digits);
  if (letter === 'b') return { before: number };
  if (letter === 'a') return { after: number };
  if (number > MAX_PAGE)
    throw new AppError('invalid-input', {
      detail: `Pages go to ${MAX_PAGE}; go on with page=b<id of the last post>`,
      fields: [{ path: 'page', message: 'is too high' }],
    });
  return { number: Math.max(1, number) };
}

export interface BooruTags {
  /** In our own query language. */
  readonly q: string;
  readonly limit?: number;
  readonly order?: SearchOrder;
}

/** The `tags` of a request: what stands there for Danbooru's own bookkeeping is taken out, the rest is our query language. */
export function parseTags(text: string): BooruTags {
  let limit: number | undefined;
  let order: SearchOrder | undefined;
  const q = text
    // Posts here are active or in the trash, where nobody asks for them: whoever looks for other ones finds none.
    .replace(/(^|\s)(-?)status:(\S+)/gi, (_all, space: string, not: string, name: string) => {
      const everything = /^(?:any|all|active)$/i.test(name);
      return everything === (not === '') ? space : `${space}-id:>0`;
    })
    .replace(/(^|\s)limit:(\d{1,9})(?=\s|$)/gi, (_all, space: string, digits: string) => {
      limit = Math.min(Number(digits), MAX_LIMIT);
      return space;
    })
    .replace(/(^|\s)random:(\d{1,9})(?=\s|$)/gi, (_all, space: string, digits: string) => {
      limit = Math.min(Number(digits), MAX_LIMIT);
      order = 'random';
      return space;
    })
    .trim();
  return { q, ...(limit === undefined ? {} : { limit }), ...(order === undefined ? {} : { order }) };
}

/** Keeps what `only=id,md5` names; what is named inside of a part (`media_asset[id]`) keeps the whole part. */
export function pick<T extends object>(value: T, only: string | undefined): Partial<T> {
  if (only === undefined || only === '') return value;
  const names = new Set(only.split(',').map((name) => name.trim().split('[', 1)[0]!));
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name))) as Partial<T>;
}
