import type { AssetSummary, Session } from './types.ts';

export type AssetEvent = AssetSummary | { id: number; removed: true };

/** What the server tells without being asked. `reset`: more was missed than is replayed, load everything again. */
export interface HubEvents {
  asset: AssetEvent;
  session: Session;
  /** Pools, or what is in them, changed. */
  pools: null;
  /** Names, other names, implications or categories of tags changed. */
  tags: null;
  reset: null;
  /** Whether the stream is open. */
  connection: boolean;
}

type Listener<K extends keyof HubEvents> = (data: HubEvents[K]) => void;

const RETRY_MIN = 500;
/** A restart takes seconds, and somebody may be watching a run. */
const RETRY_MAX = 5_000;
/** A hidden tab gives its connection back after this long: browsers allow six to one host over HTTP/1.1. */
const HIDDEN_MS = 60_000;

/**
 * One event stream for the whole page. It reconnects by itself and continues after the last change it has seen, so that
 * nothing is missed across a restart of the server or a sleeping laptop.
 */
export class EventHub {
  connected = false;
  private source: EventSource | null = null;
  private lastSeq: number | null = null;
  private openedAt: number | null = null;
  private retryIn = RETRY_MIN;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;
  private readonly listeners = new Map<keyof HubEvents, Set<Listener<never>>>();
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  start(): () => void {
    this.wanted = true;
    this.connect();
    let hidden: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = (): void => {
      clearTimeout(hidden);
      if (document.hidden) hidden = setTimeout(() => this.disconnect(), HIDDEN_MS);
      else if (!this.source) this.connect();
    };
    const onOnline = (): void => this.reconnect();
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('online', onOnline);
    return () => {
      this.wanted = false;
      clearTimeout(hidden);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('online', onOnline);
      this.disconnect();
    };
  }

  on<K extends keyof HubEvents>(kind: K, listener: Listener<K>): () => void {
    const set = this.listeners.get(kind) ?? new Set();
    this.listeners.set(kind, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Something loaded at `requestedAt` (`performance.now()`) includes all changes up to `seq`; makes sure that later ones arrive. */
  continueFrom(seq: number, requestedAt: number): void {
    const covered = this.openedAt !== null && this.openedAt <= requestedAt;
    this.lastSeq = Math.max(seq, this.lastSeq ?? 0);
    if (!covered && this.wanted) this.reconnect();
  }

  private reconnect(): void {
    this.disconnect();
    this.connect();
  }

  private connect(): void {
    if (!this.wanted) return;
    clearTimeout(this.timer);
    const source = new EventSource(this.lastSeq === null ? this.url : `${this.url}?lastEventId=${this.lastSeq}`);
    this.source = source;
    source.addEventListener('open', () => {
      this.openedAt = performance.now();
      this.retryIn = RETRY_MIN;
      this.setConnected(true);
    });
    source.addEventListener('error', () => {
      // Reconnecting by hand: the browser's own retry would repeat the old address, not the last change seen.
      this.disconnect();
      this.timer = setTimeout(() => this.connect(), this.retryIn);
      this.retryIn = Math.min(RETRY_MAX, this.retryIn * 2);
    });
    source.addEventListener('asset', (event) => {
      const seq = Number(event.lastEventId);
      if (Number.isSafeInteger(seq) && seq > 0) this.lastSeq = Math.max(seq, this.lastSeq ?? 0);
      this.emit('asset', JSON.parse(event.data as string) as AssetEvent);
    });
    source.addEventListener('session', (event) => this.emit('session', JSON.parse(event.data as string) as Session));
    source.addEventListener('pools', () => this.emit('pools', null));
    source.addEventListener('tags', () => this.emit('tags', null));
    source.addEventListener('reset', () => this.emit('reset', null));
  }

  private disconnect(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
    this.openedAt = null;
    this.setConnected(false);
  }

  private setConnected(connected: boolean): void {
    if (this.connected === connected) return;
    this.connected = connected;
    this.emit('connection', connected);
  }

  private emit<K extends keyof HubEvents>(kind: K, data: HubEvents[K]): void {
    for (const listener of this.listeners.get(kind) ?? []) (listener as Listener<K>)(data);
  }
}

export const events = new EventHub('/api/v1/events');
