import type { Config } from '../config/schema.ts';

/** A started Magpie, in many processes or in one. */
export interface Running {
  /** Resolves, with the port that was chosen, when everything can do its work. */
  readonly ready: Promise<Config>;
  /** Ends everything within 10 s; asked again, at once. Resolves with the exit code. */
  stop(): Promise<number>;
  /** False: nothing could start with them, everything runs as before. */
  reload(fresh: Config): Promise<boolean>;
}
