import { z } from 'zod';
import { MAX_SEARCH_NAME } from '../../domain/saved-search.ts';
import { MAX_QUERY } from '../../search/query/lexer.ts';
import { AssetId } from './asset.ts';

const QueryText = z.string().max(MAX_QUERY);
const place = {
  start: z.number().int().describe('Where it stands in q, in UTF-16 units'),
  end: z.number().int(),
};

export const ExplainQuery = z.object({
  q: QueryText.default(''),
  plan: z.enum(['true', 'false']).default('true').describe('Whether to say how it is answered, which counts what is found'),
});

const ExplainedTag = z.object({
  name: z.string(),
  category: z.string(),
  count: z.number().int(),
  alias: z.string().nullable().describe('The other name by which it was written'),
});

const ExplainedToken = z
  .object({
    ...place,
    text: z.string().describe('As it was written'),
    meaning: z.enum(['tag', 'tags', 'unknown-tag', 'words', 'field', 'search']),
    tags: z.array(ExplainedTag).describe('The most used first, at most 10'),
    tagTotal: z.number().int(),
    field: z.string().nullable(),
    about: z.string().nullable(),
  })
  .meta({ id: 'ExplainedToken' });

const ExplainedTerm = z
  .object({
    text: z.string(),
    negated: z.boolean(),
    tokens: z.array(ExplainedToken).describe('Several for a group'),
    without: z.string().describe('The query without this term'),
    turned: z.string().describe('The query with the opposite of this term'),
  })
  .meta({ id: 'ExplainedTerm' });

export const SearchExplanation = z
  .object({
    normal: z.string().describe('The query as it is kept'),
    terms: z.array(ExplainedTerm),
    order: z.object({ by: z.string(), text: z.string(), without: z.string() }).nullable(),
    warnings: z.array(z.object({ ...place, message: z.string(), instead: z.array(z.string()).describe('Queries that may have been meant') })),
    plan: z
      .object({
        by: z.enum(['index', 'sql']).describe('Who answers: the tag index or the catalog'),
        reason: z.string().nullable().describe('Why the catalog answers'),
        total: z.number().int(),
        steps: z.array(
          z.object({
            depth: z.number().int(),
            does: z.string(),
            estimate: z.number().int().nullable().describe('Assets it is expected to hold for, where that is known'),
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: 'SearchExplanation' });

const SearchField = z.object({
  name: z.string(),
  aliases: z.array(z.string()),
  about: z.string(),
  example: z.string(),
  values: z.array(z.string()).describe('What may stand after the colon, when that is a list'),
});

export const SearchFields = z.object({ fields: z.array(SearchField), orders: z.array(z.string()) }).meta({ id: 'SearchFields' });

const Name = z
  .string()
  .min(1)
  .max(2 * MAX_SEARCH_NAME)
  .describe('Unique, whatever its letter case; used as search:"name"');

export const SavedSearch = z
  .object({
    id: z.number().int(),
    name: z.string(),
    query: z.string(),
    pinned: z.boolean(),
    term: z.string().describe('How it is named in another search'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'SavedSearch' });

export const SavedSearches = z.object({ items: z.array(SavedSearch) }).meta({ id: 'SavedSearches' });
export const SavedSearchParams = z.object({ id: AssetId });

const facts = {
  pinned: z.boolean().optional().describe('Shown where one sees it without asking'),
  position: z.number().int().min(0).optional().describe('Its place in the list, counted from 0'),
};
export const NewSavedSearch = z.object({ name: Name, query: QueryText.min(1), ...facts });
export const SavedSearchEdit = z.object({ name: Name.optional(), query: QueryText.min(1).optional(), ...facts });
