import { z } from 'zod';
import { MAX_QUERY } from '../../search/query/lexer.ts';
import { MEDIA_KINDS } from '../../domain/format.ts';
import { GENERATORS } from '../../domain/generation.ts';
import { CONTENT_RATINGS } from '../../domain/tag.ts';

export const AssetId = z.coerce.number().int().positive();

/** One tile of the gallery. */
export const AssetSummary = z
  .object({
    id: z.number().int(),
    version: z.string().describe('Of its content; an address of its bytes with ?v=<version> may be kept for ever'),
    name: z.string(),
    format: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    thumbhash: z.string().describe('ThumbHash placeholder, base64'),
    sortAt: z.string().describe('ISO 8601: when it was taken, else when the file was last modified'),
    createdAt: z.string().describe('ISO 8601: when it came into the library'),
    frames: z.number().int(),
    kind: z.enum(MEDIA_KINDS).describe('file: kept as it is, without a picture; width and height are 0'),
    durationMs: z.number().int().nullable().describe('Of a video; null for a still'),
    stackSize: z.number().int().nullable().describe('Of the cover of a stack: how many shots are in it; else null'),
    rating: z.number().int().nullable().describe('The score: -1 (rejected) to 5'),
    favourite: z.boolean(),
    contentRating: z.enum(CONTENT_RATINGS).nullable().describe('null: nobody has looked, which is not the same as general'),
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

export const AssetVideo = z
  .object({
    durationMs: z.number().int(),
    framesPerSecond: z.number().nullable(),
    videoCodec: z.string().nullable(),
    audioCodec: z.string().nullable().describe('null = silent'),
    playable: z.boolean().describe('Browsers play the original as it is'),
    strip: z.boolean().describe('There is a strip of frames to show while hovering'),
  })
  .meta({ id: 'AssetVideo' });

export const AssetGeneration = z
  .object({
    generator: z.enum(GENERATORS),
    prompt: z.string().nullable(),
    negative: z.string().nullable(),
    model: z.string().nullable(),
    modelHash: z.string().nullable(),
    vae: z.string().nullable(),
    loras: z.array(z.object({ name: z.string(), weight: z.number(), hash: z.string().optional() })),
    sampler: z.string().nullable(),
    scheduler: z.string().nullable(),
    steps: z.number().int().nullable(),
    cfg: z.number().nullable(),
    seed: z.string().nullable().describe('Decimal; up to 2^64, more than a JSON number can say'),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    denoise: z.number().nullable(),
    hires: z
      .object({ upscale: z.number().optional(), upscaler: z.string().optional(), steps: z.number().int().optional(), denoise: z.number().optional() })
      .nullable(),
    keywords: z.array(z.string()),
    extra: z.record(z.string(), z.string()),
    raw: z.record(z.string(), z.string()).describe('The texts as they were found'),
  })
  .meta({ id: 'AssetGeneration' });

export const AssetTag = z
  .object({
    id: z.number().int(),
    name: z.string().describe('As it is searched for: lower case, underscores for spaces'),
    category: z.string(),
    count: z.number().int().describe('How many assets bear it, those in the trash too'),
    deprecated: z.boolean(),
    origins: z
      .array(z.object({ origin: z.string(), score: z.number().nullable() }))
      .describe('Who says so: human, sidecar, embedded, import, implied, source:…, model:… with its score'),
  })
  .meta({ id: 'AssetTag' });

/** Shares of the picture, 0…1, from its left and top edge. */
export const NoteBox = z
  .object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1), width: z.number().min(0.001).max(1), height: z.number().min(0.001).max(1) })
  .meta({ id: 'NoteBox' });

export const Note = z
  .object({
    id: z.number().int(),
    assetId: z.number().int(),
    text: z.string(),
    box: NoteBox.nullable().describe('Where on the picture; null = it speaks of the whole'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Note' });

export const Asset = AssetSummary.extend({
  sha256: z.string(),
  md5: z.string(),
  mime: z.string(),
  bytes: z.number().int(),
  note: z.string().nullable().describe('What is odd about it, such as a name that ends like another format'),
  orientation: z.number().int(),
  hasAlpha: z.boolean(),
  phash: z.string().describe('64-bit DCT perceptual hash, hex; empty for a plain file'),
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
  doubtfulDate: z.string().nullable().describe('A date nobody trusts (1970, the future), as it was written; takenAt is null then'),
  title: z.string().nullable(),
  description: z.string().nullable(),
  keywords: z.array(z.string()),
  creator: z.string().nullable(),
  copyright: z.string().nullable(),
  contentRatingOrigin: z.string().nullable().describe('Who says so, as for tags'),
  tags: z.array(AssetTag),
  notes: z.array(Note).describe('In the order they were written'),
  deniedTags: z.array(AssetTag).describe('What others claim and a person took away'),
  video: AssetVideo.nullable(),
  generation: AssetGeneration.nullable().describe('How it was generated, when its generator wrote that into it'),
  stackId: z.number().int().nullable().describe('The stack it is in; see /stacks/{id}'),
  sessionId: z.string(),
  state: z.enum(['active', 'trashed']),
  trashedAt: z.string().nullable(),
  trashBatch: z.string().nullable().describe('The act that put it into the trash'),
  locations: z.array(AssetLocation),
  availability: z
    .enum(['here', 'offline', 'missing'])
    .describe('Whether its original can be read: it is stored or lies where it was; its root is offline; or its file is gone'),
  family: z
    .object({ parent: z.number().int().nullable(), children: z.number().int(), siblings: z.number().int(), variants: z.number().int() })
    .describe('Its parent and how many it is related to; see /assets/{id}/family'),
  pools: z.array(z.object({ id: z.number().int(), name: z.string(), count: z.number().int() })).describe('The pools it is in, by name'),
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
  q: z
    .string()
    .max(MAX_QUERY)
    .optional()
    .describe('A search, see docs/search.md: words, "phrases", or, -not, (groups), fields such as width:>=1920, order:newest. Empty = everything.'),
  limit: z.coerce.number().int().min(1).max(500).default(60),
  cursor: z.string().max(200).optional(),
  ids: z.string().max(4000).optional().describe('Comma-separated ids: just these, in this order; at most 200. Used by the gallery to fill in tiles.'),
});

export const FacetQuery = z.object({
  q: z.string().max(MAX_QUERY).optional().describe('A search, as of listAssets'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

const Facet = z
  .object({
    id: z.number().int(),
    name: z.string(),
    category: z.string(),
    count: z.number().int().describe('How many of those found bear it'),
    lift: z.number().describe('How many times as frequent it is there as in the whole library'),
  })
  .meta({ id: 'Facet' });

export const AssetFacets = z
  .object({
    items: z
      .array(Facet)
      .describe('The most frequent first; tags that were searched for are left out. Of a large result those on less than a hundredth of it may be missing'),
    related: z.array(Facet).describe('Those that set the result apart, by lift'),
    total: z.number().int().describe('All assets that match'),
    approximate: z.boolean().describe('The counts are estimates, made without the index from the newest 2,000'),
  })
  .meta({ id: 'AssetFacets' });

export const Neighbours = z
  .object({ previous: z.number().int().nullable().describe('Newer'), next: z.number().int().nullable().describe('Older') })
  .meta({ id: 'Neighbours' });
