import { z } from 'zod';

export const AssetId = z.coerce.number().int().positive();

/** One tile of the gallery. */
export const AssetSummary = z
  .object({
    id: z.number().int(),
    name: z.string(),
    format: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    thumbhash: z.string().describe('ThumbHash placeholder, base64'),
    sortAt: z.string().describe('ISO 8601: when it was taken, else when the file was last modified'),
    createdAt: z.string().describe('ISO 8601: when it came into the library'),
    frames: z.number().int(),
  })
  .meta({ id: 'AssetSummary' });

export const AssetLocation = z
  .object({
    kind: z.enum(['stored', 'referenced', 'origin']),
    path: z.string(),
    name: z.string(),
    bytes: z.number().int(),
    state: z.enum(['present', 'removed', 'missing']),
    offline: z.boolean().describe('It lies in a root that is not connected now'),
    createdAt: z.string(),
  })
  .meta({ id: 'AssetLocation' });

export const Asset = AssetSummary.extend({
  sha256: z.string(),
  md5: z.string(),
  mime: z.string(),
  bytes: z.number().int(),
  orientation: z.number().int(),
  hasAlpha: z.boolean(),
  phash: z.string().describe('64-bit DCT perceptual hash, hex'),
  colors: z.array(z.object({ hex: z.string(), share: z.number() })),
  takenAt: z.string().nullable().describe('ISO 8601 with zone when the file names one, else local time without zone'),
  camera: z.object({
    make: z.string().nullable(),
    model: z.string().nullable(),
    lens: z.string().nullable(),
    focalLengthMm: z.number().nullable(),
    aperture: z.number().nullable(),
    iso: z.number().nullable(),
    exposureSeconds: z.number().nullable(),
    software: z.string().nullable(),
  }),
  place: z.object({ latitude: z.number(), longitude: z.number(), altitudeMetres: z.number().nullable() }).nullable(),
  sessionId: z.string(),
  state: z.enum(['active', 'trashed']),
  trashedAt: z.string().nullable(),
  trashBatch: z.string().nullable().describe('The act that put it into the trash'),
  locations: z.array(AssetLocation),
  availability: z
    .enum(['here', 'offline', 'missing'])
    .describe('Whether its original can be read: it is stored or lies where it was; its root is offline; or its file is gone'),
  supersedes: z.array(z.number().int()).describe('Assets whose file was overwritten with this one, the latest first'),
  supersededBy: z.array(z.number().int()).describe('Assets that the file of this one was overwritten with, the latest first'),
}).meta({ id: 'Asset' });

export const AssetPage = z
  .object({
    items: z.array(AssetSummary),
    total: z.number().int().describe('All assets that match, on every page'),
    next: z.string().nullable().describe('Pass as cursor for the next page; null at the end'),
  })
  .meta({ id: 'AssetPage' });

/** Newest first, the order of the gallery; column arrays so that 100,000 tiles are one small answer. */
export const GalleryGeometry = z
  .object({
    version: z.number().int().describe('Sequence of the change feed this answer includes'),
    ids: z.array(z.number().int()),
    ratios: z.array(z.number().int()).describe('width / height × 100, same order as ids'),
    months: z.array(z.object({ month: z.string().describe('YYYY-MM'), count: z.number().int() })).describe('Runs of the same order'),
  })
  .meta({ id: 'GalleryGeometry' });

export const AssetListQuery = z.object({
  q: z.string().max(500).optional().describe('Words to look for in file names; empty = everything. session:<id> keeps one session.'),
  limit: z.coerce.number().int().min(1).max(500).default(60),
  cursor: z.string().max(200).optional(),
  ids: z.string().max(4000).optional().describe('Comma-separated ids: just these, in this order; at most 200. Used by the gallery to fill in tiles.'),
});

export const Neighbours = z
  .object({ previous: z.number().int().nullable().describe('Newer'), next: z.number().int().nullable().describe('Older') })
  .meta({ id: 'Neighbours' });
