import type { SidecarRow } from '../catalog/sidecar-queries.ts';
import type { SidecarEntry } from '../media/metadata/sidecar.ts';
import { sidecarName } from '../media/metadata/sidecar-name.ts';

/** What one sidecar says of one picture, as the catalog holds it. */
export function sidecarRow(
  { media, stem, facts, raw }: SidecarEntry,
  from: { readonly path: string; readonly place: string; readonly content: string; readonly moved: boolean; readonly now: number },
): SidecarRow {
  const several = sidecarName(from.path.slice(from.path.lastIndexOf('/') + 1))?.kind === 'scores';
  return {
    path: several ? `${from.path}#${media}` : from.path,
    place: from.place,
    media: media.toLowerCase(),
    stem: stem ? 1 : 0,
    facts_json: JSON.stringify(facts),
    raw_json: JSON.stringify(raw),
    // Of a file about thousands of pictures each keeps its own part.
    content: several ? JSON.stringify(raw) : from.content,
    moved: from.moved ? 1 : 0,
    until: null,
    read_at: from.now,
  };
}
