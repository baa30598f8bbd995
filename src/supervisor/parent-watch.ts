import { Worker } from 'node:worker_threads';

/**
 * Ends this process when `parentPid` is no longer its parent. The closed channel normally does that at once; the thread
 * is for an event loop too busy to notice. It kills after 6 s, so that no orphan outlives its parent by 10 s.
 */
export function watchParent(parentPid: number): void {
  const file = import.meta.url.endsWith('.ts') ? './parent-watch-thread.ts' : './parent-watch-thread.js';
  const thread = new Worker(new URL(file, import.meta.url), {
    workerData: { parentPid },
    execArgv: [],
    // It needs next to nothing; without a limit it might take as much as the process itself.
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
  });
  thread.unref();
  // Without the thread the closed channel still ends an idle process.
  thread.on('error', (error) => process.emitWarning(error));
}
