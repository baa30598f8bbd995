import { setTimeout as sleep } from 'node:timers/promises';
import { foldersByPaths, folderByPath } from '../../catalog/folder-queries.ts';
import { listRoots, rootById } from '../../catalog/root-queries.ts';
import { AppError } from '../../core/errors.ts';
import { checkRoot } from '../../roots/check-root.ts';
import { continueMove, moveRoot } from '../../roots/move-root.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { RootList, RootMove, RootParams, RootView } from '../schemas/root.ts';
import { problem } from '../schemas/responses.ts';
import { toRootView } from '../views/directory-view.ts';

/** A small root is moved by the time of the answer; a large one goes on afterwards. */
const PATIENCE_MS = 2_000;

export function rootRoutes(app: Api, { catalog, logger, clock, owner }: ServerDeps): void {
  const view = async (id: string) => {
    const root = await rootById(catalog.read, id);
    if (root === undefined || root.state === 'removed') throw new AppError('root-not-found');
    return toRootView(root, await folderByPath(catalog.read, root.path));
  };

  app.get(
    '/api/v1/roots',
    {
      schema: {
        operationId: 'listRootStates',
        tags: ['ingest'],
        summary: 'The roots: what becomes of their files, and whether they are there',
        response: { 200: RootList, ...problem },
      },
    },
    async () => {
      const roots = await listRoots(catalog.read);
      const folders = await foldersByPaths(
        catalog.read,
        roots.map(({ path }) => path),
      );
      return { items: roots.map((root) => toRootView(root, folders.get(root.path))) };
    },
  );
  app.post(
    '/api/v1/roots/:id/check',
    {
      schema: {
        operationId: 'checkRoot',
        tags: ['ingest'],
        summary: 'Look now whether a root is there',
        params: RootParams,
        response: { 200: RootView, ...problem },
      },
    },
    async ({ params }) => {
      const root = await rootById(catalog.read, params.id);
      if (root === undefined || root.state === 'removed') throw new AppError('root-not-found');
      await checkRoot({ catalog, logger, clock }, root);
      return view(params.id);
    },
  );
  app.post(
    '/api/v1/roots/:id/move',
    {
      schema: {
        operationId: 'moveRoot',
        tags: ['ingest'],
        summary: 'Say where a root lies now; its files are known there at once, nothing is read or taken in again',
        description: 'The folder there must carry the marker of this root, or hold its files. Undone by moving it back.',
        params: RootParams,
        body: RootMove,
        response: { 200: RootView, ...problem },
      },
    },
    async ({ params, body }) => {
      const deps = { catalog, logger, clock };
      await moveRoot(deps, params.id, body.path, { actor: 'web' });
      const done = continueMove(deps, params.id, owner).catch((error: unknown) =>
        logger.warn({ root: params.id, err: error }, 'a root could not be moved yet; the monitor goes on'),
      );
      await Promise.race([done, sleep(PATIENCE_MS, undefined, { ref: false })]);
      return view(params.id);
    },
  );
}
