/**
 * A quiet file a folder monitor offers. `size` in bytes, times in milliseconds since 1970. The ctime tells a file that
 * was put in the place of another, which size and mtime do not when a copying tool keeps them.
 */
export interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}
