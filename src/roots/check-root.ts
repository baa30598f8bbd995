import type { Catalog } from '../catalog/catalog.ts';
import { type RootRow, updateRoot } from '../catalog/root-queries.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { writeMarker } from './marker.ts';
import { judge, OFFLINE_WORDS, type OfflineReason, sight } from './root-identity.ts';

export interface CheckDeps {
  readonly catalog: Catalog;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Looks whether a root is there, and remembers it: state, device and inode, and for roots that are watched and referenced
 * the marker. Answers with the row as it is now. A root that is being moved is left alone.
 */
export async function checkRoot({ catalog, logger, clock }: CheckDeps, root: RootRow, options: { readonly accept?: boolean } = {}): Promise<RootRow> {
  if (root.state === 'moving' || root.state === 'removed') return root;
  const seen = await sight(root.path);
  const accepted = options.accept === true && typeof seen !== 'string' ? { ...root, marker: 0, dev: null } : root;
  const reason = judge(accepted, seen);
  const state = reason === undefined ? 'online' : 'offline';
  let { marker, dev, ino, mounted } = root;
  if (state === 'online' && typeof seen !== 'string') {
    ({ dev, ino } = seen);
    mounted = seen.mounted ? 1 : 0;
    if (wantsMarker(root)) marker = seen.marker === root.id || (await writeMarker(root.path, root.id)) ? 1 : 0;
  }
  const fresh: RootRow = { ...root, state, reason: reason ?? null, marker, dev, ino, mounted };
  const turned = fresh.state !== root.state || fresh.reason !== root.reason;
  if (!turned && fresh.marker === root.marker && fresh.dev === root.dev && fresh.ino === root.ino && fresh.mounted === root.mounted) return root;
  const changed_at = fresh.state === root.state ? root.changed_at : clock();
  await catalog.write((tx) => updateRoot(tx, root.id, { state, reason: fresh.reason, marker, dev, ino, mounted, changed_at }));
  if (turned) tell(logger, fresh);
  return { ...fresh, changed_at };
}

function tell(logger: Logger, root: RootRow): void {
  if (root.state === 'online') logger.info({ root: root.id, path: root.path }, `${root.path} is there`);
  else
    logger.warn(
      { root: root.id, path: root.path, reason: root.reason },
      `${root.path} is offline; nothing below it is touched. ${OFFLINE_WORDS[root.reason as OfflineReason]}`,
    );
}

/** Only where files stay in place and are followed does it matter that an empty folder is not taken for the root. */
function wantsMarker(root: RootRow): boolean {
  return root.watch === 1 && root.mode === 'reference';
}
