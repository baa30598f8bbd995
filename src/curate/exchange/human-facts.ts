import { z } from 'zod';
import type { MetadataFacts } from '../../domain/metadata.ts';
import { CONTENT_RATINGS } from '../../domain/tag.ts';

const Text = z.string().max(100_000);
/** What a person can say of an asset, as an export holds it; what does not fit is left out rather than refused. */
const HumanFacts = z.object({
  takenAt: z.number().int().optional().catch(undefined),
  takenAtOffsetMinutes: z.number().int().min(-1440).max(1440).optional().catch(undefined),
  latitude: z.number().min(-90).max(90).optional().catch(undefined),
  longitude: z.number().min(-180).max(180).optional().catch(undefined),
  title: Text.optional().catch(undefined),
  description: Text.optional().catch(undefined),
  keywords: z.array(z.string().max(1000)).max(10_000).optional().catch(undefined),
  creator: Text.optional().catch(undefined),
  copyright: Text.optional().catch(undefined),
  rating: z.number().int().min(-1).max(5).optional().catch(undefined),
  favourite: z.boolean().optional().catch(undefined),
  contentRating: z.enum(CONTENT_RATINGS).optional().catch(undefined),
});

/** Undefined when nothing of it can be used. */
export function humanFacts(said: unknown): MetadataFacts | undefined {
  const parsed = HumanFacts.safeParse(said);
  if (!parsed.success) return undefined;
  const known = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined)) as MetadataFacts;
  const { latitude, longitude, ...rest } = known;
  const facts = latitude === undefined || longitude === undefined ? rest : known;
  return Object.keys(facts).length === 0 ? undefined : facts;
}
