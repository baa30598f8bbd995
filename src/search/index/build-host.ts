import { Worker } from 'node:worker_threads';
import type { SegmentFacts } from './segment-file.ts';

export interface BuildData {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

/**
 * Builds in a thread with its own connection: whoever asks goes on with its own work. `signal` ends it at once; what it had
 * written is left as a temp file, which the next build removes.
 */
export async function buildInThread(data: BuildData, signal: AbortSignal): Promise<SegmentFacts> {
  const file = import.meta.url.endsWith('.ts') ? './build-thread.ts' : './build-thread.js';
  const thread = new Worker(new URL(file, import.meta.url), { workerData: data, execArgv: [] });
  const end = (): void => void thread.terminate();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    return await new Promise<SegmentFacts>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error(signal.aborted ? 'the building was stopped' : 'the thread ended before it was done')));
    });
  } finally {
    signal.removeEventListener('abort', end);
    await thread.terminate();
  }
}
