import { resolve } from 'node:path';
import type { Catalog } from '../catalog/catalog.ts';
import { listRoots } from '../catalog/root-queries.ts';

/** The folders that may be read by request: those of the configuration, where they are now, and those added. */
export async function allowedRoots(catalog: Catalog, configured: readonly string[]): Promise<string[]> {
  const rows = await listRoots(catalog.read);
  // One that was moved is at its new path only.
  const moved = new Set(rows.filter((row) => row.config_path !== null && row.config_path !== row.path).map((row) => row.config_path));
  return [...new Set([...configured.filter((path) => !moved.has(path) && !moved.has(resolve(path))), ...rows.map((row) => row.moving_to ?? row.path)])];
}
