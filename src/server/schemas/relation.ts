import { z } from 'zod';
import { MOST_RELATED } from '../../curate/relations.ts';
import { RELATION_KINDS } from '../../domain/link.ts';
import { AssetId, AssetSummary } from './asset.ts';

/** Of one side of a family; more are counted. */
export const MOST_SHOWN = 200;

const FamilySide = (about: string) => z.object({ items: z.array(AssetSummary).max(MOST_SHOWN), total: z.number().int() }).describe(about);

export const Family = z
  .object({
    parent: AssetSummary.nullable(),
    children: FamilySide('Those whose parent it is'),
    siblings: FamilySide('The other children of its parent, and those it is a sibling of without one'),
    variants: FamilySide('The same picture in another version: all of them are variants of each other'),
  })
  .meta({ id: 'Family', description: 'Related assets that are not in the trash, in the order of their ids' });

export const RelationState = z
  .object({
    id: AssetId,
    parent: AssetId.nullable(),
    sibling: z.string().min(1).max(100).nullable().describe('Name of the group of siblings it is in; means nothing by itself'),
    variant: z.string().min(1).max(100).nullable().describe('Name of the group of variants it is in'),
  })
  .meta({ id: 'RelationState' });

export const RelationEdit = z
  .object({
    changed: z.array(z.number().int()).describe('What is related otherwise now'),
    previous: z.array(RelationState).describe('How those were related before; sent to POST /api/v1/relations/restore it undoes the edit'),
  })
  .meta({ id: 'RelationEdit' });

export const ParentRequest = z.object({ parent: AssetId.nullable().describe('null: it has none any more') });

export const RelationRequest = z
  .object({
    kind: z.enum(RELATION_KINDS).describe('What `ids` are of the asset `of`. An asset has one parent; siblings and variants are so of each other'),
    ids: z.array(z.number().int().positive()).min(1).max(MOST_RELATED),
    of: z.number().int().positive(),
  })
  .meta({ id: 'RelationRequest' });

/** A merged group is put back as a whole. */
export const RelationRestore = z.object({
  previous: z
    .array(RelationState)
    .min(1)
    .max(4 * MOST_RELATED),
});
