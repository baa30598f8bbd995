import { loadConfig } from '../../src/config/load.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { startSupervisor } from '../../src/supervisor/supervisor.ts';

// The supervisor in a process of its own, impatient and told that the processor idles. Each line of its log that says how
// many processes there are goes to standard output.
const { config } = await loadConfig({ flags: { dataDir: process.argv[2], port: 0, 'ingest.minWorkers': 1, 'ingest.maxWorkers': 3, 'ingest.concurrency': 1 } });
const supervisor = startSupervisor({
  config,
  roles: { web: 1, monitor: 0, worker: 1 },
  most: { web: 1, monitor: 0, worker: 3 },
  logger: { ...silentLogger, info: (_fields: object, text: string) => console.log(text) } as typeof silentLogger,
  tidy: async () => {},
  scaling: { lookMs: 100, pace: { upMs: 300, downMs: 2_000 }, cpuIdle: () => 1 },
});
const { port } = await supervisor.ready;
console.log(`http://127.0.0.1:${port}`);
process.on('SIGTERM', () => void supervisor.stop().then((code) => process.exit(code)));
