import { stat } from 'node:fs/promises';
import { toAppError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { watchFolder } from './hint-source.ts';
import type { Unwatched } from './unwatched.ts';
import { networkMount } from './network-mount.ts';

export interface RootListener {
  changed(paths: string[]): void;
  gone(paths: string[]): void;
  /** The watcher can no longer be trusted; reopenAt() says when to start it anew. */
  suspect(): void;
}

/**
 * The watcher of a root over its life: started, suspected and started anew after errors, swarms of events and folders
 * it does not know, given up for polling when the system refuses, and closed while the root is missing.
 */
export class RootWatch {
  readonly #root: string;
  readonly #unwatched: () => Promise<Unwatched>;
  readonly #log: Logger;
  readonly #listener: RootListener;
  #close: (() => Promise<void>) | undefined;
  #polling: boolean;
  #missing = false;
  #closed = false;
  /** Device and inode: another folder may have been put in the root's place, by a mount for one. */
  #identity = '';
  #openMs = 0;
  #swarm = 0;
  #lastHintAt = 0;
  #suspectAt: number | undefined;

  /** `unwatched` names what below the root needs no watch, each time it is started. */
  constructor(root: string, unwatched: () => Promise<Unwatched>, polling: boolean, log: Logger, listener: RootListener) {
    this.#root = root;
    this.#unwatched = unwatched;
    this.#polling = polling;
    this.#log = log;
    this.#listener = listener;
  }

  get watching(): boolean {
    return this.#close !== undefined;
  }

  /** Starts the watcher, or starts it anew. A scan has to follow: what happened in between was seen by nobody. */
  async open(): Promise<void> {
    await this.#end();
    if (this.#polling || this.#closed) return;
    this.#identity = await this.#identify().catch(() => '');
    if (this.#identity === '') return; // gone this moment: checkRoot() has the word
    const mount = await networkMount(this.#root);
    if (mount !== undefined) {
      this.#polling = true;
      this.#log.info(
        { source: this.#root, mount },
        `The folder lies on ${mount}, which does not tell what happens in it; new files are found by the regular scan`,
      );
      return;
    }
    const start = performance.now();
    try {
      const close = await watchFolder(this.#root, await this.#unwatched(), {
        changed: (paths) => this.#hinted(paths),
        gone: (paths) => this.#listener.gone(paths),
        failed: (error) => this.#failed(error),
      });
      if (this.#closed) await close();
      else this.#close = close;
    } catch (error) {
      this.#polling = true;
      const fields = { source: this.#root, code: toAppError(error).code, err: error };
      this.#log.warn(fields, 'The folder cannot be watched; new files are found by the regular scan only (see magpie doctor)');
    }
    this.#openMs = performance.now() - start;
  }

  /** Before each scan: is the root there, and is it the folder that is watched? Starts the watcher anew when not. */
  async checkRoot(): Promise<'there' | 'missing'> {
    let identity: string;
    try {
      identity = await this.#identify();
    } catch (error) {
      if (!this.#missing) this.#log.warn({ source: this.#root, code: toAppError(error).code }, 'The watched folder is gone; waiting for it');
      this.#missing = true;
      await this.#end();
      return 'missing';
    }
    if (this.#missing) this.#log.info({ source: this.#root }, 'The watched folder is back');
    if (this.#missing || identity !== this.#identity) await this.open();
    this.#missing = false;
    return 'there';
  }

  /** The root is not what it should be: no watch is kept on what lies there, until checkRoot() finds it again. */
  async abandon(): Promise<void> {
    this.#identity = '';
    await this.#end();
  }

  /** The watcher has missed something. */
  suspect(): void {
    if (this.#close === undefined) return;
    this.#suspectAt ??= performance.now();
    this.#listener.suspect();
  }

  /**
   * When to start the watcher anew, if it is suspect: after 2 s without a hint, and so that watching a large tree
   * (1.3–2.1 s for 20,000 folders) takes at most a twentieth of the time.
   */
  reopenAt(): number | undefined {
    if (this.#suspectAt === undefined) return undefined;
    const waited = this.#suspectAt + Math.max(QUIET_MS, this.#openMs * 20);
    return Math.max(waited, Math.min(this.#lastHintAt + QUIET_MS, this.#suspectAt + LONGEST_SUSPECT_MS));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  #hinted(paths: string[]): void {
    const now = performance.now();
    this.#swarm = now - this.#lastHintAt > QUIET_MS ? paths.length : this.#swarm + paths.length;
    this.#lastHintAt = now;
    if (this.#swarm >= SWARM) this.#suspectAt ??= now;
    this.#listener.changed(paths);
  }

  #failed(error: Error): void {
    this.#log.warn({ source: this.#root, code: 'io-error', err: error }, 'The folder watcher failed; starting it anew');
    this.suspect();
  }

  async #end(): Promise<void> {
    const close = this.#close;
    this.#close = undefined;
    this.#suspectAt = undefined;
    this.#swarm = 0;
    await close?.();
  }

  async #identify(): Promise<string> {
    const { dev, ino } = await stat(`${this.#root}/.`); // the dot makes a file in its place an error
    return `${dev}:${ino}`;
  }
}

const QUIET_MS = 2_000;
const LONGEST_SUSPECT_MS = 60_000;
/** So many events without a pause may have overflowed the system's queue (16,384 by default), which is not told. */
const SWARM = 1_000;
