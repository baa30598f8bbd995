import type { AssetSummary } from '../../api/types.ts';

type Fetch = (ids: readonly number[], signal: AbortSignal) => Promise<readonly AssetSummary[]>;

/** The API answers at most this many ids at once. */
const BATCH = 200;
const DEBOUNCE_MS = 60;
/** About 400 bytes each; ten screens of a 4K display. */
const KEEP = 6000;

/**
 * What the tiles in sight need to know, fetched in batches once scrolling rests for a moment, and kept while it is useful.
 * A batch for tiles that have left the screen is abandoned.
 */
export class AssetDetails {
  version = 0;
  private readonly kept = new Map<number, AssetSummary>();
  private readonly listeners = new Set<() => void>();
  private wanted: readonly number[] = [];
  private running: { ids: ReadonlySet<number>; abort: AbortController } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly fetch: Fetch;

  constructor(fetch: Fetch) {
    this.fetch = fetch;
  }

  get(id: number): AssetSummary | undefined {
    return this.kept.get(id);
  }

  put(assets: readonly AssetSummary[]): void {
    for (const asset of assets) {
      this.kept.delete(asset.id);
      this.kept.set(asset.id, asset);
    }
    for (const id of this.kept.keys()) {
      if (this.kept.size <= KEEP) break;
      this.kept.delete(id);
    }
    this.version += 1;
    for (const listener of this.listeners) listener();
  }

  /** The ids in sight now. Replaces what was wanted before. */
  want(ids: readonly number[]): void {
    this.wanted = ids;
    if (this.running && !ids.some((id) => this.running?.ids.has(id))) this.running.abort.abort();
    if (this.running || ids.every((id) => this.kept.has(id))) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fill(), DEBOUNCE_MS);
  }

  /** From memory where known, else from the server; ids that do not exist are left out. */
  readonly lookup = async (ids: readonly number[]): Promise<ReadonlyMap<number, AssetSummary>> => {
    const missing = ids.filter((id) => !this.kept.has(id));
    const found = new Map<number, AssetSummary>();
    for (let at = 0; at < missing.length; at += BATCH) {
      for (const asset of await this.fetch(missing.slice(at, at + BATCH), new AbortController().signal)) found.set(asset.id, asset);
    }
    for (const id of ids) {
      const kept = this.kept.get(id);
      if (kept) found.set(id, kept);
    }
    return found;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private async fill(): Promise<void> {
    const ids = this.wanted.filter((id) => !this.kept.has(id)).slice(0, BATCH);
    if (ids.length === 0) return;
    const abort = new AbortController();
    this.running = { ids: new Set(ids), abort };
    let again = true;
    try {
      this.put(await this.fetch(ids, abort.signal));
    } catch {
      // The next movement asks again.
      again = abort.signal.aborted;
    } finally {
      this.running = null;
    }
    // Ids the server does not know any more must not be asked for in a circle.
    if (again && this.wanted.some((id) => !this.kept.has(id) && !ids.includes(id))) this.want(this.wanted);
  }
}
