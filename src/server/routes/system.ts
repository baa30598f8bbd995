import { statfs } from 'node:fs/promises';
import { allProcesses, liveProcesses } from '../../catalog/processes.ts';
import { laneStates } from '../../catalog/system-queries.ts';
import { LANES } from '../../domain/job.ts';
import { allowedRoots } from '../../roots/allowed-roots.ts';
import { Finder } from '../../search/finder.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetTotals } from '../gallery/asset-totals.ts';
import { problem } from '../schemas/responses.ts';
import { SystemView } from '../schemas/system.ts';
import { StoredBytes } from '../stored-bytes.ts';
import { indexView } from '../views/index-view.ts';
import { isoTime } from '../views/iso-time.ts';

export function systemRoutes(app: Api, { catalog, config, clock, index }: ServerDeps): void {
  const totals = new AssetTotals(catalog, clock, new Finder(catalog, index));
  const stored = new StoredBytes(catalog, clock);

  app.get(
    '/api/v1/system',
    {
      schema: {
        operationId: 'getSystem',
        tags: ['system'],
        summary: 'Folders, processes, queues and sizes',
        response: { 200: SystemView, ...problem },
      },
    },
    async () => {
      const now = clock();
      const alive = new Set((await liveProcesses(catalog, now)).map((process) => process.id));
      const disk = await statfs(config.dataDir);
      return {
        version: config.version,
        engine: catalog.engine,
        dataDir: config.dataDir,
        inbox: config.inbox,
        roots: await allowedRoots(catalog, config.roots),
        assets: await totals.of(undefined),
        originalsBytes: await stored.total(),
        freeBytes: disk.bavail * disk.bsize,
        processes: (await allProcesses(catalog)).map((process) => ({
          id: process.id,
          role: process.role,
          host: process.host,
          pid: process.pid,
          startedAt: isoTime(process.started_at),
          alive: alive.has(process.id),
        })),
        index: indexView(await index?.state()),
        lanes: (await laneStates(catalog, LANES)).map((lane) => ({
          name: lane.name,
          ready: lane.ready,
          running: lane.running,
          pausedUntil: lane.pausedUntil > now ? isoTime(lane.pausedUntil) : null,
        })),
      };
    },
  );
}
