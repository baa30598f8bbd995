import { z } from 'zod';
import { CONTENT_RATINGS } from '../../domain/tag.ts';
import { Asset } from './asset.ts';

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((words) => !words.includes('\0'), 'holds a NUL, which is no character of a text')
    .nullable()
    .optional();
const degrees = (most: number) => z.number().min(-most).max(most).nullable().optional();

/** What a person says of an asset. Absent = nothing about that; null = my word is taken back; empty = there is none. */
export const AssetEdit = z
  .strictObject({
    title: text(1_000),
    description: text(20_000),
    keywords: z.array(z.string().min(1).max(200)).max(1_000).nullable().optional(),
    rating: z.number().int().min(-1).max(5).nullable().optional().describe('-1 = rejected, 0 = not rated, whatever the file says'),
    favourite: z.boolean().nullable().optional(),
    contentRating: z.enum(CONTENT_RATINGS).nullable().optional().describe('null: nobody here has looked; what a sidecar says counts then'),
    takenAt: z.string().max(40).nullable().optional().describe('ISO 8601; without a zone the wall-clock time where it was taken'),
    latitude: degrees(90).describe('WGS 84; together with longitude'),
    longitude: degrees(180),
    creator: text(1_000),
    copyright: text(1_000),
  })
  .meta({ id: 'AssetEdit' });

export const EditedAsset = z
  .object({
    asset: Asset,
    previous: AssetEdit.describe('What this person had said before of the same facts: sent back, it undoes the edit'),
    batch: z.string().nullable().describe('The edit, as POST /api/v1/edits/{batch}/revert takes it back; null when nothing changed'),
  })
  .meta({ id: 'EditedAsset' });
