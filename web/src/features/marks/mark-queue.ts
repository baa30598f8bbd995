import type { components } from '../../../../src/sdk/openapi.d.ts';
import { ProblemError } from '../../api/problem.ts';

export type Mark = components['schemas']['Mark'];
type MarksResult = components['schemas']['MarksResult'];

interface Entry {
  readonly key: string;
  readonly mark: Mark;
  /** What is undone by it: what had been said before that is sent in its place, once it is known. */
  readonly undoes?: string;
  /** It lies in the storage: once it no longer does, another page has sent it. */
  readonly stored: boolean;
}

interface QueueOptions {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  readonly send: (marks: Mark[]) => Promise<MarksResult>;
  /** Runs the work while no other page of this browser does the same. */
  readonly alone?: (work: () => Promise<void>) => Promise<void>;
  /** Marks that the server will never take. */
  readonly onRefused?: (marks: readonly Mark[], error: unknown) => void;
}

const PREFIX = 'magpie-mark:';
const BATCH = 100;
const RETRY_MIN = 500;
const RETRY_MAX = 20_000;

/**
 * Marks on their way to the server. Each is written into the storage of the browser before anything else, and taken out when the
 * server has said that it is kept: a reload, a closed page or a lost network loses none. They arrive in the order they were made.
 */
export class MarkQueue {
  /** Counts up with every change, for useSyncExternalStore. */
  version = 0;
  /** The server could not be reached lately. */
  troubled = false;
  private readonly options: QueueOptions;
  private entries: Entry[];
  private sending = 0;
  private running = false;
  private retryIn = RETRY_MIN;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private count = 0;
  private readonly before = new Map<string, Mark>();
  private readonly listeners = new Set<() => void>();

  constructor(options: QueueOptions) {
    this.options = options;
    this.entries = stored(options.storage);
  }

  get waiting(): number {
    return this.entries.length;
  }

  /** What is said of an asset and not yet known to the server. */
  pendingOf(id: number): Omit<Mark, 'id'> {
    return Object.assign({}, ...this.entries.filter(({ mark }) => mark.id === id).map(({ mark: { id: _id, ...said } }) => said)) as Omit<Mark, 'id'>;
  }

  /** Assets whose score is not yet known to the server. */
  scored(): ReadonlySet<number> {
    return new Set(this.entries.flatMap(({ mark }) => (mark.rating === undefined ? [] : [mark.id])));
  }

  /** Returns the name by which it is undone. */
  add(mark: Mark, undoes?: string): string {
    // Time first: the order after a reload is that of the keys.
    const key = `${PREFIX}${String(Date.now()).padStart(14, '0')}-${String((this.count += 1)).padStart(6, '0')}-${Math.random().toString(36).slice(2, 6)}`;
    let stored = true;
    try {
      this.options.storage.setItem(key, JSON.stringify(mark));
    } catch {
      stored = false;
      // A full or forbidden storage: it is still sent, only not across a reload.
    }
    this.entries = [...this.entries, { key, mark, stored, ...(undoes === undefined ? {} : { undoes }) }];
    this.changed();
    void this.flush();
    return key;
  }

  /** Takes a mark back; `fallback` is what was seen before it, for when nobody knows better. */
  undo(key: string, fallback: Mark): void {
    const at = this.entries.findIndex((entry) => entry.key === key);
    if (at >= this.sending) {
      this.entries = this.entries.toSpliced(at, 1);
      this.options.storage.removeItem(key);
      this.changed();
    } else this.add(fallback, key);
  }

  /** Sends what waits; called by itself after each mark. */
  async flush(): Promise<void> {
    if (this.running) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      await (this.options.alone ?? ((work) => work()))(() => this.sendAll());
      this.retryIn = RETRY_MIN;
      this.troubled = false;
    } catch {
      this.troubled = true;
      this.timer = setTimeout(() => void this.flush(), this.retryIn);
      this.retryIn = Math.min(RETRY_MAX, this.retryIn * 2);
    } finally {
      this.sending = 0;
      this.running = false;
      this.changed();
    }
    // One that was added between the last look and here.
    if (this.entries.length > 0 && !this.troubled) void this.flush();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private async sendAll(): Promise<void> {
    let most = BATCH;
    // What an earlier visit left is known to every page that was opened since: sent twice it would undo what came after it.
    this.entries = this.entries.filter(({ key, stored }) => !stored || this.options.storage.getItem(key) !== null);
    while (this.entries.length > 0) {
      const batch = this.entries.slice(0, most);
      this.sending = batch.length;
      const marks = batch.map(({ mark, undoes }) => (undoes === undefined ? mark : (this.before.get(undoes) ?? mark)));
      try {
        this.noteBefore(batch, await this.options.send(marks));
      } catch (error) {
        if (!neverTaken(error)) throw error;
        // One of them is at fault: the others go alone.
        if (most > 1) {
          most = 1;
          continue;
        }
        this.options.onRefused?.(marks, error);
      }
      for (const { key } of batch) this.options.storage.removeItem(key);
      this.entries = this.entries.slice(batch.length);
      this.sending = 0;
      this.changed();
    }
  }

  private noteBefore(batch: readonly Entry[], { previous, missing }: MarksResult): void {
    const gone = new Set(missing);
    const said = previous.toReversed();
    for (const [at, { key }] of batch.filter(({ mark }) => !gone.has(mark.id)).entries()) if (said[at]) this.before.set(key, said[at]);
  }

  private changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

function stored(storage: QueueOptions['storage']): Entry[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter((key) => key?.startsWith(PREFIX) === true) as string[];
  return keys.sort().flatMap((key) => {
    try {
      return [{ key, mark: JSON.parse(storage.getItem(key) ?? '') as Mark, stored: true }];
    } catch {
      storage.removeItem(key);
      return [];
    }
  });
}

/** Asked again later it would be the same; a login that ran out, too many at once and a server that is away are not of this kind. */
function neverTaken(error: unknown): boolean {
  return error instanceof ProblemError && [400, 404, 409, 413, 415, 422].includes(error.problem.status);
}
