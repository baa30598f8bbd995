import { basename } from 'node:path';
import type { z } from 'zod';
import type { FolderRow } from '../../catalog/folder-queries.ts';
import type { RootRow } from '../../catalog/root-queries.ts';
import { OFFLINE_WORDS, type OfflineReason } from '../../roots/root-identity.ts';
import type { Directory, IngestStats, RootView } from '../schemas/root.ts';
import { isoTime } from './iso-time.ts';

/** `folder` undefined: nobody has looked into it yet. */
export function toDirectory(path: string, folder: FolderRow | undefined, root: RootRow | undefined): z.infer<typeof Directory> {
  const complete = folder !== undefined && folder.unscanned_below === 0;
  return {
    name: root === undefined ? basename(path) : path,
    path,
    has_children: folder === undefined || folder.scanned_at === null || folder.subfolders > 0,
    scanned_at: folder?.scanned_at == null ? null : isoTime(folder.scanned_at),
    ingest_stats: toStats(folder),
    complete,
    badge: badgeOf(folder, complete),
    root: root === undefined ? null : { id: root.id, mode: root.mode, state: shownState(root), reason: reasonOf(root) },
  };
}

export function toRootView(root: RootRow, folder: FolderRow | undefined): z.infer<typeof RootView> {
  return {
    id: root.id,
    path: root.path,
    mode: root.mode,
    watch: root.watch === 1,
    configured: root.config_path !== null,
    state: shownState(root),
    reason: reasonOf(root),
    moving_to: root.moving_to,
    since: isoTime(root.changed_at),
    ingest_stats: folder === undefined ? null : toStats(folder),
  };
}

function badgeOf(folder: FolderRow | undefined, complete: boolean): 'none' | 'partial' | 'complete' {
  if (folder === undefined || folder.ingested_below === 0) return 'none';
  return complete && folder.ingested_below >= folder.total_below ? 'complete' : 'partial';
}

/** Files whose names told nothing may have been taken in too: there are never more in the library than there are. */
function toStats(folder: FolderRow | undefined): z.infer<typeof IngestStats> {
  const counts = (total: number, ingested: number) => ({ total_files: Math.max(total, ingested), ingested_files: ingested });
  if (folder === undefined) return { immediate: counts(0, 0), recursive: counts(0, 0) };
  return { immediate: counts(folder.total_files, folder.ingested_files), recursive: counts(folder.total_below, folder.ingested_below) };
}

function shownState(root: RootRow): 'online' | 'offline' | 'moving' {
  return root.state === 'removed' ? 'offline' : root.state;
}

function reasonOf(root: RootRow): string | null {
  return root.reason === null ? null : (OFFLINE_WORDS[root.reason as OfflineReason] ?? root.reason);
}
