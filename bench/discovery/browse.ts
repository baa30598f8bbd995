import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childFolders, folderByPath } from '../../src/catalog/folder-queries.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { FolderRefresher } from '../../src/ingest/folder-refresher.ts';

export interface Browse {
  readonly folders: number;
  /** The first look, in the background. */
  readonly lookMs: number;
  /** One page of 200, the first and one in the middle. */
  readonly firstPageMs: number;
  readonly middlePageMs: number;
}

/** A folder that holds very many folders, as the directory browser opens it. */
export async function runBrowse(folders: number): Promise<Browse> {
  const base = await mkdtemp(join(tmpdir(), 'magpie-bench-browse-'));
  try {
    const root = join(base, 'photos');
    const name = (n: number): string => `folder-${String(n).padStart(7, '0')}`;
    for (let n = 0; n < folders; n += 1) mkdirSync(join(root, name(n)), { recursive: true });
    const catalog = await openCatalog({ dataDir: join(base, 'data'), logger: silentLogger });
    await migrate(catalog);
    const lookMs = await timed(() => new FolderRefresher({ catalog, exclude: [], logger: silentLogger, clock: Date.now }).refresh(root));
    const { id } = (await folderByPath(catalog.read, root))!;
    const page = async (after?: string): Promise<void> => {
      if ((await childFolders(catalog.read, id, after, 200)).length !== 200) throw new Error('a page was not full');
    };
    await page();
    const firstPageMs = await timed(() => page());
    const middlePageMs = await timed(() => page(name(folders / 2)));
    await catalog.close();
    return { folders, lookMs, firstPageMs, middlePageMs };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
