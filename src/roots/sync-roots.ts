import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { WriteTx } from '../catalog/catalog.ts';
import { insertRoot, listRoots, type RootRow, updateRoot } from '../catalog/root-queries.ts';
import { newId } from '../core/ids.ts';
import type { RootSetting } from '../domain/root.ts';
import { type CheckDeps, checkRoot } from './check-root.ts';
import { readMarker } from './marker.ts';
import { answerWithin, judge, sight } from './root-identity.ts';
import { beginMove } from './move-root.ts';

/**
 * Brings the roots of the catalog in line with the configuration: new ones get an id, those no longer named are removed
 * (their files stay known), and a folder that carries the marker of a root which is no longer at its place is that root,
 * moved. Safe to call from several processes, and as often as wanted.
 */
export async function syncRoots(deps: CheckDeps, settings: readonly RootSetting[]): Promise<void> {
  const { catalog, clock } = deps;
  for (const setting of settings) {
    const rows = await listRoots(catalog.read, { removed: true });
    const real = await realPath(setting.path);
    const row = rows.find(({ config_path }) => config_path === setting.path) ?? rows.find(({ path }) => path === real);
    if (row !== undefined) await catalog.write((tx) => adopt(tx, row, setting, clock()));
    else await register(deps, setting, real, rows);
  }
  const named = new Set(settings.map(({ path }) => path));
  for (const row of await listRoots(catalog.read)) {
    if (row.config_path === null || named.has(row.config_path)) continue;
    await catalog.write((tx) => updateRoot(tx, row.id, { state: 'removed', changed_at: clock() }));
  }
  await Promise.all((await listRoots(catalog.read)).map((row) => checkRoot(deps, row)));
}

/** A root that a person adds; one that was there before has the same id again. */
export async function addRoot(deps: CheckDeps, setting: RootSetting): Promise<RootRow> {
  const { catalog, clock } = deps;
  const rows = await listRoots(catalog.read, { removed: true });
  const real = await realPath(setting.path);
  const row = rows.find(({ path }) => path === real);
  if (row === undefined) await register(deps, { ...setting, path: real }, real, rows, true);
  else await catalog.write((tx) => adopt(tx, row, row.config_path === null ? undefined : setting, clock(), setting));
  const added = (await listRoots(catalog.read)).find(({ path, moving_to }) => path === real || moving_to === real)!;
  return checkRoot(deps, added);
}

async function adopt(tx: WriteTx, row: RootRow, named: RootSetting | undefined, now: number, wanted: RootSetting = named!): Promise<void> {
  const watch = wanted.watch ? 1 : 0;
  const config_path = named === undefined ? row.config_path : (row.config_path ?? named.path);
  const state = row.state === 'removed' ? ('online' as const) : row.state;
  if (row.mode === wanted.mode && row.watch === watch && row.config_path === config_path && row.state === state) return;
  await updateRoot(tx, row.id, { mode: wanted.mode, watch, config_path, state, ...(row.state === state ? {} : { changed_at: now }) });
}

async function register(deps: CheckDeps, setting: RootSetting, path: string, rows: readonly RootRow[], byHand = false): Promise<void> {
  const { catalog, clock } = deps;
  const marker = await answerWithin(readMarker(path), undefined);
  const bearer = rows.find(({ id }) => id === marker);
  if (bearer !== undefined && judge(bearer, await sight(bearer.path)) !== undefined) {
    // The folder went from there to here, and the configuration with it.
    await catalog.write(async (tx) => {
      await updateRoot(tx, bearer.id, { mode: setting.mode, watch: setting.watch ? 1 : 0, ...(byHand ? {} : { config_path: setting.path }) });
      await beginMove(tx, bearer, path, 'system', clock());
    });
    return;
  }
  const id = marker !== undefined && bearer === undefined ? marker : newId(clock());
  const root: RootRow = {
    id,
    path,
    config_path: byHand ? null : setting.path,
    mode: setting.mode,
    watch: setting.watch ? 1 : 0,
    state: 'online',
    reason: null,
    marker: 0,
    dev: null,
    ino: null,
    mounted: 0,
    moving_to: null,
    created_at: clock(),
    changed_at: clock(),
  };
  await catalog.write((tx) => insertRoot(tx, root));
}

async function realPath(path: string): Promise<string> {
  return answerWithin(realpath(path), resolve(path));
}
