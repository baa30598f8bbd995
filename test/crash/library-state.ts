import { readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Catalog } from '../../src/catalog/catalog.ts';

/** Everything of a library that must not depend on whether it was interrupted; times, ids and attempts left out. */
export async function libraryState(catalog: Catalog, dataDir: string): Promise<unknown> {
  const assets = await catalog.read.selectFrom('asset').selectAll().execute();
  const shaOf = new Map(assets.map((asset) => [asset.id, asset.sha256.toString('hex')]));
  const locations = await catalog.read.selectFrom('location').selectAll().execute();
  const jobs = await catalog.read.selectFrom('job').selectAll().where('lane', '=', 'ingest').execute();
  const sessions = await catalog.read.selectFrom('ingest_session').selectAll().execute();
  const relative = (path: string): string => path.replace(dataDir, '<data>');
  return {
    assets: assets
      .map(({ id: _id, created_at: _at, session_id: _session, name: _name, sort_at: _sort, ...facts }) =>
        JSON.stringify({ ...facts, sha256: facts.sha256.toString('hex') }),
      )
      .sort(),
    locations: locations.map((row) => `${row.kind} ${relative(row.path)} ${row.state} ${shaOf.get(row.asset_id)}`).sort(),
    // Which of two equal files came first may differ: only how many there were of each must agree.
    jobs: jobs
      .map((job) => `${job.state} ${job.outcome === 'duplicate' ? 'ingested' : job.outcome} ${job.error_code} ${relative(JSON.parse(job.payload_json).path)}`)
      .sort(),
    counts: ['discovered', 'ingested', 'duplicate', 'skipped', 'failed', 'quarantined', 'pending'].map(
      (key) => `${key} ${sessions.reduce((sum, session) => sum + (session as unknown as Record<string, number>)[key]!, 0)}`,
    ),
    changes: (await catalog.read.selectFrom('change').selectAll().execute()).map((row) => `${row.kind} ${shaOf.get(row.asset_id ?? 0)}`).sort(),
    files: ['inbox', 'drop', 'originals', 'derived', 'trash'].flatMap((folder) => filesBelow(join(dataDir, folder)).map((file) => `${folder}/${file}`)),
  };
}

/** `path sha256` of every file below a folder, temp files of the store included: none may be left. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path.slice(folder.length + 1)} ${createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)}`;
    })
    .sort();
}
