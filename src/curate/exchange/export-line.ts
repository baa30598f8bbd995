import { z } from 'zod';
import { POOL_KINDS } from '../../domain/link.ts';
import { CONTENT_RATINGS } from '../../domain/tag.ts';

export const EXPORT_VERSION = 1;

const Name = z.string().min(1).max(200);
const Share = z.number().min(0).max(1);
const Digest = z.string().regex(/^[0-9a-f]{64}$/);
/** By tag: 1 or the score of a model for yes, 0 for a person's no. */
const Words = z.record(Name, z.number().min(0).max(1));

/** One line of an export: JSON with the kind of thing it says in `is`. docs/how-to/export-and-import.md shows each. */
export const ExportLine = z.discriminatedUnion('is', [
  z.object({ is: z.literal('export'), version: z.number().int(), at: z.string() }),
  z.object({
    is: z.literal('category'),
    name: Name,
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .nullish()
      .catch(null),
  }),
  z.object({ is: z.literal('tag'), name: Name, category: Name, deprecated: z.boolean().optional(), wiki: z.string().nullish() }),
  z.object({ is: z.literal('alias'), name: Name, tag: Name, origin: z.string().max(50).optional() }),
  z.object({
    is: z.literal('implication'),
    from: Name,
    to: Name,
    state: z.enum(['suggested', 'active', 'rejected']).optional(),
    origin: z.string().max(50).optional(),
  }),
  z.object({
    is: z.literal('asset'),
    sha256: Digest,
    md5: z.string().optional(),
    name: z.string().optional(),
    tags: z.record(z.string().min(1).max(100), Words).optional().describe('By who says so'),
    favourite: z.boolean().optional(),
    contentRating: z.enum(CONTENT_RATINGS).optional(),
    contentRatingOrigin: z.string().max(100).optional(),
    facts: z.record(z.string(), z.unknown()).optional().describe('What a person said: title, rating, description …'),
  }),
  z.object({
    is: z.literal('note'),
    asset: Digest,
    text: z.string().max(20_000),
    box: z.object({ x: Share, y: Share, width: Share, height: Share }).nullish(),
  }),
  z.object({
    is: z.literal('relation'),
    asset: Digest,
    parent: Digest.optional(),
    sibling: z.string().max(100).optional().describe('Name of its group, within this export'),
    variant: z.string().max(100).optional(),
  }),
  z.object({ is: z.literal('pool'), name: z.string().min(1).max(400), kind: z.enum(POOL_KINDS), description: z.string().max(20_000).optional() }),
  z.object({ is: z.literal('members'), pool: z.string().min(1).max(400), assets: z.array(Digest).max(5_000) }),
  z.object({ is: z.literal('end'), lines: z.number().int(), sha256: Digest }),
]);
export type ExportLine = z.infer<typeof ExportLine>;
