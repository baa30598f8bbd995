import type { ReadDb } from '../catalog/catalog.ts';
import { listRoots, type RootRow } from '../catalog/root-queries.ts';
import { judge, type OfflineReason, sight } from './root-identity.ts';

export interface OfflineRoot {
  readonly path: string;
  readonly reason: OfflineReason;
}

/** A look is good for so long: a run over a million files does not ask a disk for its marker a million times. */
const FRESH_MS = 5_000;

/**
 * Which roots are away, as seen now: what the catalog says of them may be hours old when nothing watches. Writes nothing.
 */
export class OfflineRoots {
  readonly #roots: readonly RootRow[];
  readonly #looks = new Map<string, { readonly at: number; readonly reason: Promise<OfflineReason | undefined> }>();

  private constructor(roots: readonly RootRow[]) {
    this.#roots = roots;
  }

  static async of(db: ReadDb): Promise<OfflineRoots> {
    return new OfflineRoots(await listRoots(db));
  }

  /** Whether a path lies in a root: only of that can be told whether it is away. */
  holds(path: string): boolean {
    return this.#roots.some((root) => path.startsWith(`${root.path}/`));
  }

  /** The root that a path lies in, when it is away. `anew`: look at once, after a file could not be read. */
  async above(path: string, anew = false): Promise<OfflineRoot | undefined> {
    for (const root of this.#roots) {
      if (!path.startsWith(`${root.path}/`)) continue;
      const reason = await this.#look(root, anew);
      if (reason !== undefined) return { path: root.path, reason };
    }
    return undefined;
  }

  #look(root: RootRow, anew: boolean): Promise<OfflineReason | undefined> {
    const known = this.#looks.get(root.id);
    const now = performance.now();
    if (known && !anew && now - known.at < FRESH_MS) return known.reason;
    const reason = sight(root.path).then((seen) => judge(root, seen));
    this.#looks.set(root.id, { at: now, reason });
    return reason;
  }
}
