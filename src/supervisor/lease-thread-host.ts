import { Worker } from 'node:worker_threads';
import type { Config } from '../config/schema.ts';
import type { Logger } from '../core/logger.ts';

export interface LeaseThreadData {
  readonly id: string;
  readonly role: string;
  readonly startedAt: number;
  readonly config: Config;
}

/**
 * Renews the leases of this process from a thread with its own connection, so that a busy event loop never loses them.
 * Resolves once the row of the process is written; the returned function ends the thread and removes the row.
 */
export async function startLeaseThread(data: LeaseThreadData, logger: Logger): Promise<() => Promise<void>> {
  const file = import.meta.url.endsWith('.ts') ? './lease-thread.ts' : './lease-thread.js';
  const thread = new Worker(new URL(file, import.meta.url), { workerData: data, execArgv: [] });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  thread.on('error', (error) => logger.error({ err: error }, 'leases are not renewed any more; restart Magpie'));
  await Promise.race([new Promise<void>((resolve) => thread.once('message', () => resolve())), ended]);
  thread.unref();
  return async () => {
    // Nothing else may be left that keeps this process running until the thread has ended.
    thread.ref();
    thread.postMessage('stop');
    await ended;
  };
}
