/** What becomes of the files of a root: read when somebody asks (`scan`), or taken in by itself in one of the storage modes. */
export const ROOT_MODES = ['scan', 'reference', 'copy', 'move'] as const;
export type RootMode = (typeof ROOT_MODES)[number];

/** `offline`: not there now, so nothing is concluded from what cannot be seen. `removed`: not one of the roots any more. */
export type RootState = 'online' | 'offline' | 'moving' | 'removed';

/** A root as the configuration names it. */
export interface RootSetting {
  /** Absolute. */
  readonly path: string;
  readonly mode: RootMode;
  /** Taken in by itself as files come; never with the mode `scan`. */
  readonly watch: boolean;
}
