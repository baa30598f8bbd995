import { z } from 'zod';
import { CONTENT_RATINGS } from '../../domain/tag.ts';
import { Asset, AssetSummary } from './asset.ts';

const Names = z.array(z.string().max(400)).max(200).default([]);

export const TagEdit = z
  .strictObject({
    add: Names.describe('Names as people type them; category:name makes a new tag of that category; an alias gives the tag it stands for'),
    remove: Names.describe('What others claim stays away from then on; see deniedTags of the asset'),
  })
  .refine(({ add, remove }) => add.length + remove.length > 0, { message: 'Name a tag in add or in remove' })
  .meta({ id: 'AssetTagEdit' });

const Said = z.enum(['yes', 'no', 'nothing']);
const EditKind = z.enum(['tags', 'facts', 'bulk', 'revert']);

const TagChange = z.object({ name: z.string(), before: Said, after: Said }).meta({ id: 'TagChange' });
const FactChange = z
  .object({ fact: z.string(), before: z.unknown(), after: z.unknown() })
  .meta({ id: 'FactChange', description: 'What a person said of a fact before and after; null = nothing' });

/** What one deed changed in one asset. */
export const AssetEditEntry = z
  .object({
    id: z.number().int(),
    batch: z.string().describe('The deed; POST /api/v1/edits/{batch}/revert takes it back, in all its assets'),
    assetId: z.number().int(),
    at: z.string(),
    actor: z.string(),
    kind: EditKind,
    tags: z.array(TagChange),
    facts: z.array(FactChange),
    undoneBy: z.string().nullable().describe('The deed that took it back'),
    reverts: z.string().nullable().describe('The deed it takes back'),
  })
  .meta({ id: 'AssetEditEntry' });

export const AssetHistory = z.object({ items: z.array(AssetEditEntry).describe('Latest first'), next: z.string().nullable() }).meta({ id: 'AssetHistory' });

export const EditedTags = z.object({ asset: Asset, edit: AssetEditEntry.nullable().describe('null: nothing changed') }).meta({ id: 'EditedTags' });

/** One deed, however many assets it changed. */
export const Edit = z
  .object({
    batch: z.string(),
    at: z.string(),
    actor: z.string(),
    kind: EditKind,
    summary: z.object({
      add: z.array(z.string()),
      remove: z.array(z.string()),
      replace: z.array(z.object({ from: z.string(), to: z.string() })),
      facts: z.array(z.string()),
    }),
    assets: z.number().int().describe('How many it changed'),
    undone: z.number().int().describe('In how many of them it was taken back'),
    reverts: z.string().nullable().describe('The deed it takes back'),
    task: z
      .enum(['waiting', 'running', 'finished', 'failed', 'cancelled'])
      .nullable()
      .describe('How far the task of the same id is that does it; null = no task does'),
    sample: z.array(AssetSummary).describe('Some of its assets, up to four; none that are in the trash'),
  })
  .meta({ id: 'Edit' });

export const EditPage = z.object({ items: z.array(Edit).describe('Latest first'), next: z.string().nullable() }).meta({ id: 'EditPage' });

export const EditListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(200).optional(),
  kind: EditKind.optional(),
});
export const HistoryQuery = EditListQuery.omit({ kind: true });

export const BatchParams = z.object({ batch: z.uuid() });

export const RevertedEdit = z
  .object({
    batch: z.string().describe('The deed that takes it back; it can be taken back too'),
    assets: z.number().int().describe('In how many assets something was taken back; what was changed again since stays. 0 while a task does it'),
    task: z.string().nullable().describe('Of a deed in more than 500 assets: the task that takes it back, see GET /api/v1/tasks/{task_id}'),
  })
  .meta({ id: 'RevertedEdit' });

const Ids = z.array(z.number().int().positive());
/** What somebody can pick by hand; a whole search is asked for as such. */
const MAX_IDS = 20_000;

export const BulkTarget = z
  .union([
    z.strictObject({ ids: Ids.min(1).max(MAX_IDS).describe('Just these; what lies in the trash is passed over') }),
    z.strictObject({
      q: z.string().max(500).describe('All that this search finds when it is asked; empty = the whole library'),
      except: Ids.max(MAX_IDS).default([]).describe('But not these'),
    }),
  ])
  .meta({ id: 'BulkTarget' });

const BulkNames = z.array(z.string().max(400)).max(50).optional();

export const BulkChange = z
  .strictObject({
    add: BulkNames,
    remove: BulkNames,
    replace: z
      .array(z.strictObject({ from: z.string().max(400), to: z.string().max(400) }))
      .max(20)
      .optional()
      .describe('Where an asset bears from, it bears to instead'),
    rating: z.number().int().min(-1).max(5).nullable().optional().describe('The score; null = my word is taken back'),
    favourite: z.boolean().nullable().optional(),
    contentRating: z.enum(CONTENT_RATINGS).nullable().optional(),
  })
  .meta({ id: 'BulkChange' });

export const BulkEditRequest = z.strictObject({ target: BulkTarget, change: BulkChange }).meta({ id: 'BulkEditRequest' });
export const BulkTrashRequest = z.strictObject({ target: BulkTarget }).meta({ id: 'BulkTrashRequest' });

export const BulkPreview = z
  .object({
    found: z.number().int().describe('How many assets the target is now'),
    changes: z.number().int().describe('How many of them would change; marks by their value'),
    approximate: z.boolean().describe('Of more than 50,000 assets: changes is told from a part of them'),
    sample: z.array(AssetSummary).describe('Some that would change, newest first'),
    change: BulkChange.describe('As it is understood: aliases resolved, names as they are kept'),
    newTags: z.array(z.object({ name: z.string(), category: z.string() })).describe('Tags that would be made'),
  })
  .meta({ id: 'BulkPreview' });
