/** A quiet file a folder monitor offers. `size` in bytes, `mtimeMs` since 1970. */
export interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
}
