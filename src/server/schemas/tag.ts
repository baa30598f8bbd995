import { z } from 'zod';
import { TAG_ORDERS } from '../../catalog/tag-admin-queries.ts';
import { MAX_TAG_LENGTH } from '../../domain/tag.ts';
import { TaskView } from './task.ts';

export const TagCategoryName = z.string().trim().min(1).max(60);

export const SuggestTagsQuery = z.object({
  q: z.string().max(MAX_TAG_LENGTH).default('').describe('What was typed so far; empty gives the tags this library has most'),
  limit: z.coerce.number().int().min(1).max(50).default(10),
  category: TagCategoryName.optional(),
});

export const SuggestedTag = z
  .object({
    name: z.string(),
    category: z.string(),
    count: z.number().int().describe('Assets that bear it'),
    alias: z.string().nullable().describe('The other name that was found; null: its own'),
    deprecated: z.boolean(),
  })
  .meta({ id: 'SuggestedTag' });

export const SuggestedTags = z
  .object({
    items: z.array(SuggestedTag),
    meant: z
      .string()
      .optional()
      .describe('What begins like a category with a typo (artits:ann), with the category that was probably meant; there is no such tag'),
  })
  .meta({ id: 'SuggestedTags' });

const TagName = z.string().min(1).max(MAX_TAG_LENGTH);
const TagId = z.coerce.number().int().positive();
export const TagParams = z.object({ id: TagId });

export const Tag = z
  .object({
    id: z.number().int(),
    name: z.string(),
    category: z.string(),
    count: z.number().int().describe('Assets that bear it, those in the trash too'),
    elsewhere: z.number().int().describe('How often another library had it, as an imported list says'),
    deprecated: z.boolean(),
    wiki: z.string().nullable().describe('Markdown'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Tag' });

/** `true` and `false` as they stand in an address. */
const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const ListTagsQuery = z.object({
  name: z.string().max(MAX_TAG_LENGTH).optional().describe('Part of the name; * stands for anything, and then it is the whole name'),
  category: TagCategoryName.optional(),
  deprecated: Flag.optional(),
  empty: Flag.optional().describe('true: borne by nothing'),
  order: z.enum(TAG_ORDERS).default('count'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(1000).optional(),
});
export const TagList = z.object({ items: z.array(Tag), total: z.number().int(), next: z.string().nullable() }).meta({ id: 'TagList' });

export const PrunePreviewView = z
  .object({
    unused: z.number().int().describe('Tags that would go'),
    kept: z.number().int().describe('Tags that nothing bears either and about which something is known: they go only with all'),
  })
  .meta({ id: 'TagPrunePreview' });
export const PruneBody = z.object({
  all: z.boolean().default(false).describe('Also those with a note, a category, other names or rules, and those a person made or a list brought'),
});

export const NewTag = z.object({ name: TagName, category: TagCategoryName.default('general') });
export const TagEditBody = z
  .object({
    name: TagName.optional(),
    category: TagCategoryName.optional(),
    deprecated: z.boolean().optional(),
    wiki: z.string().max(20_000).nullable().optional(),
  })
  .meta({ id: 'TagEdit' });
export const AliasBody = z.object({ name: TagName });

export const Implication = z
  .object({
    id: z.number().int(),
    state: z.enum(['suggested', 'active', 'rejected']),
    origin: z.string().describe('human, pattern, statistics or import'),
    antecedent: z.object({ id: z.number().int(), name: z.string(), category: z.string(), count: z.number().int() }),
    consequent: z.object({ id: z.number().int(), name: z.string(), category: z.string(), count: z.number().int() }),
    support: z.number().int().nullable().describe('Assets with both'),
    confidence: z.number().nullable().describe('Their share of those with the first'),
    samples: z.array(z.number().int()).describe('Some assets with the first'),
  })
  .meta({ id: 'TagImplication' });

export const TagDetail = z
  .object({ tag: Tag, aliases: z.array(z.string()), implies: z.array(Implication), impliedBy: z.array(Implication), samples: z.array(z.number().int()) })
  .meta({ id: 'TagDetail' });

export const MergeQuery = z.object({ into: TagId });
export const MergeBody = z.object({ into: z.number().int().positive() });
export const MergePreviewView = z
  .object({
    assets: z.number().int().describe('Assets that bear the tag that goes'),
    both: z.number().int().describe('Of them, those that bear the other one already; counted up to 100,000'),
    aliases: z.number().int(),
    implications: z.number().int(),
  })
  .meta({ id: 'TagMergePreview' });

export const Color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .nullable();
export const TagCategory = z
  .object({ name: z.string(), color: z.string().nullable(), position: z.number().int(), builtin: z.boolean(), tags: z.number().int() })
  .meta({ id: 'TagCategory' });
export const TagCategoryList = z.object({ items: z.array(TagCategory) }).meta({ id: 'TagCategoryList' });
export const NewCategory = z.object({ name: TagCategoryName, color: Color.optional() });
export const CategoryEditBody = z.object({ color: Color.optional(), position: z.number().int().min(0).max(10_000).optional() });
export const CategoryParams = z.object({ name: TagCategoryName });

export const ListImplicationsQuery = z.object({
  state: z.enum(['suggested', 'active', 'rejected']).default('suggested'),
  origin: z.enum(['human', 'pattern', 'statistics', 'import']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(1000).optional(),
});
export const ImplicationList = z
  .object({ items: z.array(Implication), counts: z.object({ suggested: z.number(), active: z.number(), rejected: z.number() }), next: z.string().nullable() })
  .meta({ id: 'TagImplicationList' });
export const ImplicationPair = z.object({ antecedent: TagName, consequent: TagName }).describe('Names, or other names, of two tags');
export const ImplicationPreview = z
  .object({
    assets: z.number().int().describe('Assets that bear the first'),
    gain: z.number().int().describe('Of them, those that would get the second; of 100,000 at most'),
    problem: z.object({ code: z.string(), title: z.string(), next: z.string() }).nullable(),
  })
  .meta({ id: 'TagImplicationPreview' });
export const Decision = z.object({ approve: z.array(z.number().int()).max(1000).default([]), reject: z.array(z.number().int()).max(1000).default([]) });
export const Decided = z
  .object({
    approved: z.array(z.number().int()),
    rejected: z.array(z.number().int()),
    refused: z.array(z.object({ id: z.number().int(), code: z.string(), title: z.string() })),
    task_id: z.string().nullable().describe('The task that gives the assets their tags; null: they have them already'),
  })
  .meta({ id: 'TagImplicationsDecided' });
export const SearchImplications = z.object({
  minSupport: z.number().int().min(2).max(1_000_000).default(10),
  minConfidence: z.number().min(0.5).max(1).default(0.9),
});

export const ImportQuery = z.object({
  numbers: z.enum(['danbooru', 'e621']).optional().describe('What numbers of categories mean; without it, as the list shows'),
});
export const OpenTagTasks = z.object({ items: z.array(TaskView) }).meta({ id: 'OpenTagTasks' });
export const SpreadTask = z.object({ task_id: z.string().nullable() }).meta({ id: 'SpreadTask' });
