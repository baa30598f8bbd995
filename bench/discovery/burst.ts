import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '../../src/core/logger.ts';
import { FolderMonitor } from '../../src/watch/folder-monitor.ts';

export interface Burst {
  readonly files: number;
  readonly folders: number;
  /** From the last write until every file was offered, of which settling is one second. */
  readonly offeredMs: number;
  /** Offers of a file that was offered before. */
  readonly twice: number;
  readonly rescans: number;
}

/** Files into new folders as fast as they can be written, under a monitor without a timer. */
export async function runBurst(files: number, folders: number): Promise<Burst> {
  const base = await mkdtemp(join(tmpdir(), 'magpie-bench-burst-'));
  const root = join(base, 'inbox');
  const offered = new Set<string>();
  let offers = 0;
  const offer = async (found: ReadonlyArray<{ path: string }>): Promise<void> => {
    offers += found.length;
    for (const { path } of found) offered.add(path);
  };
  const monitor = new FolderMonitor({ root, settleMs: 1000, rescanSeconds: 86_400, exclude: [], offer, logger: silentLogger });
  try {
    await monitor.start();
    await monitor.rescanNow();
    for (let n = 0; n < files; n += 1) {
      const folder = join(root, `d${n % 20}`, `e${n % folders}`);
      if (n < folders) mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${n}.jpg`), String(n));
      if (n % 500 === 0) await sleep(0); // the monitor is in this process
    }
    const written = performance.now();
    while (offered.size < files && performance.now() - written < 120_000) await sleep(20);
    if (offered.size < files) throw new Error(`${offered.size} of ${files} files were offered within two minutes`);
    return { files, folders, offeredMs: performance.now() - written, twice: offers - files, rescans: monitor.stats().rescans };
  } finally {
    await monitor.stop();
    rmSync(base, { recursive: true, force: true });
  }
}
