import type { MediaName } from '../catalog/sidecar-queries.ts';
import type { ExtractedMetadata } from '../domain/metadata.ts';
import type { ShotOrigin } from '../domain/stack.ts';

/** What tells which other shots belong to one: where its file lies, and what its maker wrote into it. */
export function shotOrigin({ place, name }: MediaName, moved: boolean, raw: ExtractedMetadata['raw'] | undefined): ShotOrigin {
  // an upload is a folder of its own, in which nothing comes later
  return { folder: place, name, passed: moved && !place.startsWith('upload:'), contentId: named(raw, CONTENT_IDS), burstId: named(raw, BURST_IDS) };
}

/** As Apple, Samsung and Google name them; Apple writes the same into the photo and its film. */
const CONTENT_IDS = ['ContentIdentifier', 'MediaGroupUUID'];
const BURST_IDS = ['BurstUUID', 'BurstID'];

/** The first of these that stands in any group of what was read. */
function named(raw: ExtractedMetadata['raw'] | undefined, names: readonly string[]): string | undefined {
  for (const group of Object.values(raw ?? {})) {
    if (typeof group !== 'object' || group === null) continue;
    for (const name of names) {
      const value = (group as Record<string, unknown>)[name];
      if (typeof value === 'string' && value.length >= 8) return value.slice(0, 200);
    }
  }
  return undefined;
}
