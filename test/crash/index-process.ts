import { openCatalog } from '../../src/catalog/open.ts';
import { armCrashPoint } from '../../src/core/crash-point.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { buildSegment } from '../../src/search/index/build-segment.ts';
import { indexPaths } from '../../src/search/index/paths.ts';

/** For the crash tests to kill: builds the tag index as the thread of the keeper does, prints `rested` and ends. */
const { dataDir, databaseUrl, crashAt } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; databaseUrl?: string; crashAt?: string };
const catalog = await openCatalog({ dataDir, logger: silentLogger, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
if (crashAt !== undefined) armCrashPoint(crashAt);
const { path } = indexPaths(dataDir);
await buildSegment(catalog, { path, temp: `${path}.temp` }, Date.now());
await catalog.close();
console.log('rested');
