import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Logger } from '../core/logger.ts';

/** A data folder opened by a command: the catalog with its schema up to date, and the store beside it. */
export interface Library {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  close(): Promise<void>;
}

/** Ingest workers that a command started for itself. */
export interface OwnWorkers {
  /** Takes no more work and resolves when what was under way has ended. */
  stop(): Promise<void>;
}

/** What compose/ hands to the command line, which itself names no implementation and starts no process. */
export interface CliWiring {
  readonly version: string;
  createLogger(config: Config): Logger;
  openLibrary(config: Config, logger: Logger): Promise<Library>;
  /**
   * The whole program until a signal ends it; `single` = everything in this process. Says on standard output where it
   * listens. `load` reads the settings, now and again on SIGHUP, with a text in place of config.yml to try a change. Resolves
   * with the exit code.
   */
  start(load: (fileText?: string) => Promise<LoadedConfig>, options: { readonly single: boolean }): Promise<number>;
  /**
   * A supervisor with ingest workers only. Rejects with `already-running` when another one holds the data folder.
   * Installs no signal handlers: the command drains it.
   */
  startWorkers(config: Config, logger: Logger): Promise<OwnWorkers>;
}
