import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { IGNORE_FILE } from '../ingest/ignore-rules.ts';
import { unwatchedPaths } from '../ingest/ignored-folder.ts';
import type { Unwatched } from './unwatched.ts';

export interface HintListener {
  /** Files or folders that may be new or changed. */
  changed(paths: string[]): void;
  /** What lay there and does not any more; the root itself may be among them. */
  gone(paths: string[]): void;
  /** The source has ended by itself. */
  failed(error: Error): void;
}

/**
 * The operating system's word that something happened below a folder, by one native watcher. Only hints: under load it
 * loses events without telling, so a scan has the last word. Rejects when it cannot watch (too many folders for the
 * system's limits, no such folder). Answers with the function that ends it, which never fails.
 */
export async function watchFolder(root: string, unwatched: Unwatched, listener: HintListener): Promise<() => Promise<void>> {
  const { default: watcher } = await import('@parcel/watcher');
  const real = await realpath(root); // it does not watch through a link
  const excluded = unwatched.folders.map((folder) => resolve(folder));
  const wanted = (path: string) => isWanted(relative(root, path)) && !excluded.some((folder) => path === folder || path.startsWith(folder + sep));
  let open = true;
  const subscription = await watcher.subscribe(
    real,
    (error, events) => {
      if (!open) return;
      if (error) {
        listener.failed(error);
        return;
      }
      const named = events.map(({ type, path }) => ({ type, path: join(root, relative(real, path)) })).filter(({ path }) => wanted(path));
      const gone = named.filter(({ type }) => type === 'delete').map(({ path }) => path);
      const changed = named.filter(({ type }) => type !== 'delete').map(({ path }) => path);
      if (gone.length > 0) listener.gone(gone);
      if (changed.length > 0) listener.changed(changed);
    },
    {
      ignore: [
        ...excluded.map((folder) => join(real, relative(root, folder))),
        unwatchedPaths(unwatched.names) as unknown as string, // an expression is taken too, its types do not say so
        // Names nothing: it keeps the library from handing out the folder tree of an earlier watcher again.
        join(real, `.watch-${(serial += 1)}`),
      ],
    },
  );
  return async () => {
    open = false;
    await subscription.unsubscribe().catch(() => {}); // fails when a watched folder is gone already, which is fine
  };
}

/** Nothing hidden and nothing in a hidden folder, as in a walk; but the rules of what to leave out. */
function isWanted(inside: string): boolean {
  const names = inside.split(sep);
  return !names.some((name, n) => name.startsWith('.') && !(name === IGNORE_FILE && n === names.length - 1));
}

let serial = 0;
