import type { ReadDb } from '../catalog/catalog.ts';
import { listRoots } from '../catalog/root-queries.ts';

/** Whether a path lies in a root that is offline now: what is known of it stays true, it only cannot be read. */
export async function offlinePaths(db: ReadDb): Promise<(path: string) => boolean> {
  const away = (await listRoots(db)).filter(({ state }) => state === 'offline').map(({ path }) => `${path}/`);
  return (path) => away.some((root) => path.startsWith(root));
}
