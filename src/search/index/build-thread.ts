import { rm, writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openCatalog } from '../../catalog/open.ts';
import { silentLogger } from '../../core/logger.ts';
import type { BuildData } from './build-host.ts';
import { buildSegment } from './build-segment.ts';
import { indexPaths } from './paths.ts';

/** How far it is, for whoever shows it, is written this often. */
const TELL_MS = 500;

const data = workerData as BuildData;
const { path, progress } = indexPaths(data.dataDir);
const catalog = await openCatalog({ ...data, logger: silentLogger });
let told = 0;
try {
  const facts = await buildSegment(catalog, { path, temp: `${path}.temp` }, Date.now(), ({ phase, share }) => {
    if (performance.now() - told < TELL_MS) return;
    told = performance.now();
    void writeFile(progress, JSON.stringify({ phase, share: Math.round(share * 1000) / 1000 })).catch(() => {});
  });
  parentPort?.postMessage(facts);
} finally {
  await rm(progress, { force: true }).catch(() => {});
  await catalog.close();
}
