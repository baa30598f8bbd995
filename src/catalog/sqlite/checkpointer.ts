import { Worker } from 'node:worker_threads';

/** Starts the checkpoint thread for the database at `path`; the returned function stops it. One a machine is enough. */
export function startCheckpointer(path: string): () => Promise<void> {
  const file = import.meta.url.endsWith('.ts') ? './checkpoint-thread.ts' : './checkpoint-thread.js';
  const thread = new Worker(new URL(file, import.meta.url), { workerData: { path } });
  // From the start: a thread that has died by itself says so only once.
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  thread.unref();
  // Without the thread, autocheckpoint in the writers keeps the log bounded: slower, not wrong.
  thread.on('error', () => {});
  return async () => {
    thread.ref();
    thread.postMessage('stop');
    await ended;
  };
}
