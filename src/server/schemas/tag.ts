import { z } from 'zod';
import { MAX_TAG_LENGTH } from '../../domain/tag.ts';

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

export const SuggestedTags = z.object({ items: z.array(SuggestedTag) }).meta({ id: 'SuggestedTags' });
