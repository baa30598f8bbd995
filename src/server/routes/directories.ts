import { basename, dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { childFolders, folderByPath, type FolderRow, foldersByPaths } from '../../catalog/folder-queries.ts';
import { listRoots, type RootRow } from '../../catalog/root-queries.ts';
import { FolderRefresher } from '../../ingest/folder-refresher.ts';
import { ownFolders } from '../../ingest/own-folders.ts';
import { allowedRoots } from '../../roots/allowed-roots.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { scanFolder } from '../scan-folder.ts';
import { DirectoryPage, DirectoryQuery } from '../schemas/root.ts';
import { problem } from '../schemas/responses.ts';
import { toDirectory } from '../views/directory-view.ts';

/** How long an answer waits for a first look; what it finds later, the next answer shows. */
const PATIENCE_MS = 400;
/** A look this old is made again while somebody watches. */
const STALE_MS = 30_000;

export function directoryRoutes(app: Api, { catalog, config, logger, clock }: ServerDeps): void {
  const refresher = new FolderRefresher({
    catalog,
    logger,
    clock,
    exclude: [...ownFolders(config.dataDir), config.inbox],
    keepOtherFiles: config.keepOtherFiles ?? [],
  });

  /** Looks again at what is old, waiting only for what nobody ever looked into, and not for long. True when a look is still under way. */
  const look = async (folders: ReadonlyArray<{ path: string; row: FolderRow | undefined }>): Promise<boolean> => {
    const isNew = ({ row }: { row: FolderRow | undefined }) => row === undefined || row.scanned_at === null;
    const old = folders.filter((folder) => !isNew(folder) && clock() - (folder.row?.scanned_at ?? 0) > STALE_MS);
    for (const { path } of old) void refresher.refresh(path);
    const fresh = folders.filter(isNew);
    if (fresh.length === 0) return old.length > 0;
    let done = false;
    const looks = Promise.all(fresh.map(({ path }) => refresher.refresh(path))).then(() => (done = true));
    await Promise.race([looks, sleep(PATIENCE_MS, undefined, { ref: false })]);
    return !done;
  };

  const rootsPage = async (): Promise<z.infer<typeof DirectoryPage>> => {
    const paths = await allowedRoots(catalog, config.roots);
    const rows = await listRoots(catalog.read);
    const rootOf = (path: string) => rows.find((row) => row.path === path);
    const folders = await foldersByPaths(catalog.read, paths);
    const refreshing = await look(paths.filter((path) => rootOf(path)?.state !== 'offline').map((path) => ({ path, row: folders.get(path) })));
    const fresh = await foldersByPaths(catalog.read, paths);
    return { path: null, parent: null, folder: null, refreshing, items: paths.map((path) => toDirectory(path, fresh.get(path), rootOf(path))), next: null };
  };

  app.get(
    '/api/v1/ingest/directories',
    {
      schema: {
        operationId: 'listDirectories',
        tags: ['ingest'],
        summary: 'The folders in a folder that may be scanned, with how much of each is in the library',
        description: 'Answers from counters, never by a walk. What is looked at is refreshed in the background, one level at a time.',
        querystring: DirectoryQuery,
        response: { 200: DirectoryPage, ...problem },
      },
    },
    async ({ query }) => {
      if (query.path === undefined || query.path === '') return rootsPage();
      const roots = await listRoots(catalog.read);
      const asked = resolve(query.path);
      const away = roots.find((root) => root.state !== 'online' && isIn(asked, root.path));
      // What lies on a disk that is not there is shown as it was.
      const path = away === undefined ? await scanFolder(query.path, await allowedRoots(catalog, config.roots)) : asked;
      const after = decodeCursor(query.cursor, z.tuple([z.string()]))?.[0];
      const before = await folderByPath(catalog.read, path);
      let refreshing = away === undefined && (await look([{ path, row: before }]));
      const folder = before?.scanned_at == null ? await folderByPath(catalog.read, path) : before;
      const page = async () => (folder === undefined ? [] : childFolders(catalog.read, folder.id, after, query.limit + 1));
      const first = await page();
      const shown = first.slice(0, query.limit);
      if (away === undefined && (await look(shown.map((row) => ({ path: row.path, row }))))) refreshing = true;
      const rows = shown.some((row) => row.scanned_at === null) ? (await page()).slice(0, query.limit) : shown;
      const last = first.length > query.limit ? rows.at(-1) : undefined;
      const rootAt = (at: string): RootRow | undefined => roots.find((root) => root.path === at);
      const isRoot = rootAt(path) !== undefined || (await allowedRoots(catalog, config.roots)).includes(path);
      return {
        path,
        parent: isRoot ? null : dirname(path),
        folder: { ...toDirectory(path, await folderByPath(catalog.read, path), rootAt(path)), name: basename(path) },
        refreshing,
        items: rows.map((row) => toDirectory(row.path, row, undefined)),
        next: last ? encodeCursor([last.name]) : null,
      };
    },
  );
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
