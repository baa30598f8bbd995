import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { childEnv } from '../config/child-env.ts';
import { AppError } from '../core/errors.ts';
import { type ChildSpec, DRAIN_MS, type FromChild, type ToChild } from './child-protocol.ts';

const MAIN = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../main.ts' : '../main.js', import.meta.url));

export interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/**
 * Buffers of pixels lie outside of V8's heap, and by default every 64 MB of them start a collection of everything: one in
 * six CPU-milliseconds of an ingest of small pictures. Counted against the heap's own limit they do not; a worker then
 * peaks at some 340 MB instead of 210.
 */
const WORKER_FLAGS = ['--external-memory-accounted-in-global-limit', '--initial-old-space-size=96'];

/** One child process, as the supervisor sees it. */
export class Child {
  readonly spec: ChildSpec;
  readonly startedAt: number;
  /** Resolves when it can do its work; rejects when it ends or reports a failure before that. */
  readonly ready: Promise<void>;
  readonly exited: Promise<ChildExit>;
  isReady = false;
  /** It was told to end: its exit is no death. */
  retiring = false;
  /** New settings are tried with it: its end before it is ready is for the one who tries. */
  onTrial = false;
  lastHeardAt: number;
  /** See heartbeat. */
  busy = 0;
  readonly #worker: Worker;

  constructor(spec: ChildSpec, now: number, onMessage: (message: FromChild) => void) {
    this.spec = spec;
    this.startedAt = now;
    this.lastHeardAt = now;
    // The cluster module lets web processes share the port: the supervisor accepts and hands connections round, so the
    // port stays open while one of them is replaced. The other roles simply do not listen.
    cluster.setupPrimary({ exec: MAIN, args: [], execArgv: spec.role === 'worker' ? WORKER_FLAGS : [] });
    this.#worker = cluster.fork(childEnv(spec));
    this.exited = new Promise((resolve) => {
      this.#worker.once('exit', (code: number | null, signal: string | null) => resolve({ code, signal }));
    });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromChild) => {
        if (message.type === 'ready') {
          this.isReady = true;
          resolve();
        } else if (message.type === 'failed') {
          reject(new AppError(message.code, { detail: message.detail }));
        }
        onMessage(message);
      });
      void this.exited.then((exit) =>
        reject(new AppError('internal', { detail: `the ${spec.role} process ended before it was ready (${describeExit(exit)})` })),
      );
    });
    // Who waits for it gets the error; a child that dies early while nobody waits is handled by its exit.
    this.ready.catch(() => {});
    // A broken channel shows as an exit; without a listener it would be an uncaught exception of the supervisor.
    this.#worker.on('error', () => {});
  }

  get pid(): number {
    return this.#worker.process.pid ?? 0;
  }

  send(message: ToChild): void {
    if (!this.#worker.isConnected()) return;
    this.#worker.send(message, () => {
      // It went away meanwhile; its exit says so.
    });
  }

  /** Asks it to finish what it has in hand and end; kills it after `killAfterMs`. True when it ended by itself. */
  async retire(killAfterMs: number): Promise<boolean> {
    this.retiring = true;
    this.send({ type: 'drain', by: Date.now() + DRAIN_MS });
    let killed = false;
    const timer = setTimeout(() => {
      killed = true;
      this.kill();
    }, killAfterMs);
    await this.exited;
    clearTimeout(timer);
    return !killed;
  }

  kill(): void {
    this.#worker.process.kill('SIGKILL');
  }
}

/** Such as `signal SIGKILL` or `exit code 1`. */
export function describeExit(exit: ChildExit): string {
  return exit.signal === null ? `exit code ${exit.code ?? 'unknown'}` : `signal ${exit.signal}`;
}
