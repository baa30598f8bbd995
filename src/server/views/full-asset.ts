import type { z } from 'zod';
import { assetById, locationsOf } from '../../catalog/asset-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { relationsOf } from '../../catalog/living-queries.ts';
import { generationOf } from '../../catalog/metadata-queries.ts';
import { notesOf } from '../../catalog/note-queries.ts';
import { poolsOf } from '../../catalog/pool-queries.ts';
import { familySize } from '../../catalog/relation-queries.ts';
import { tagsOf } from '../../catalog/tag-queries.ts';
import { AppError } from '../../core/errors.ts';
import { offlinePaths } from '../../roots/offline-paths.ts';
import type { Asset } from '../schemas/asset.ts';
import { toAsset } from './asset-view.ts';

/** One asset with everything known about it; throws `asset-not-found`. */
export async function fullAsset(catalog: Catalog, id: number): Promise<z.infer<typeof Asset>> {
  const asset = await assetById(catalog, id);
  if (!asset) throw new AppError('asset-not-found');
  return toAsset(asset, {
    locations: await locationsOf(catalog, asset.id),
    isOffline: await offlinePaths(catalog.read),
    generation: await generationOf(catalog.read, asset.id),
    ...(await relationsOf(catalog.read, asset.id)),
    family: await familySize(catalog.read, asset.id),
    pools: await poolsOf(catalog.read, asset.id),
    notes: await notesOf(catalog.read, asset.id),
    ...(await tagsOf(catalog.read, asset.id)),
  });
}
