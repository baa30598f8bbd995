import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { TroubleLog } from '../core/trouble-log.ts';
import { isToolThere } from '../media/tools/find-tool.ts';
import { isKnownTool, type KnownTool, TOOLS } from '../media/tools/missing-tool.ts';
import { missingPrograms, offerAgain } from './missing-programs.ts';

export interface ProgramWatchDeps {
  readonly catalog: Catalog;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Where programs are looked up instead of the PATH of this process. */
  readonly path?: string;
  readonly everyMs?: number;
}

/** A look at a program that is not there starts one shell, some 3 ms; at one that is there nothing is done. */
const EVERY_MS = 30_000;

/**
 * Offers files again that were skipped for want of a program once this machine has it: when a worker starts, and while it runs. A program that
 * is there is not looked for again until a file of this process misses it, so that two machines with different programs do not hand the
 * same files to and fro.
 */
export class ProgramWatch {
  readonly #deps: ProgramWatchDeps;
  readonly #absent = new Set<KnownTool>(Object.keys(TOOLS) as KnownTool[]);
  readonly #stop = new AbortController();
  readonly #trouble: TroubleLog;
  #running: Promise<void> = Promise.resolve();

  constructor(deps: ProgramWatchDeps) {
    this.#deps = deps;
    this.#trouble = new TroubleLog(deps.logger);
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** A file was skipped for want of a program; `detail` begins with its name. */
  missed(detail: string): void {
    const tool = detail.split(' ', 1)[0] ?? '';
    if (isKnownTool(tool)) this.#absent.add(tool);
  }

  async #run(): Promise<void> {
    const { everyMs = EVERY_MS } = this.#deps;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#look();
        this.#trouble.over('files that wait for a program can be looked for again');
      } catch (error) {
        this.#trouble.failed(error, 'could not look for files that wait for a program', {});
      }
      await sleep(everyMs, undefined, { signal: this.#stop.signal, ref: false }).catch(() => {});
    }
  }

  async #look(): Promise<void> {
    const { catalog, clock, logger, path } = this.#deps;
    const arrived: KnownTool[] = [];
    for (const tool of this.#absent) if (await isToolThere(tool, path)) arrived.push(tool);
    if (arrived.length === 0) return;
    const waiting = await missingPrograms(catalog);
    for (const tool of arrived) {
      const files = waiting.some(({ program }) => program === tool) ? await offerAgain(catalog, tool, 'system', clock(), this.#stop.signal) : 0;
      if (this.#stop.signal.aborted) return;
      // Only now: what failed is looked for again.
      this.#absent.delete(tool);
      if (files > 0) logger.info({ program: tool, files }, `${tool} is here now; files that waited for it are taken in`);
    }
  }
}
