import { setImmediate as turn } from 'node:timers/promises';
import type { Catalog } from '../../catalog/catalog.ts';
import { changesAfter, latestSeq } from '../../catalog/change-queries.ts';
import { sessionsToWatch } from '../../catalog/session-queries.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Place } from '../views/waiting.ts';
import { sessionViews } from '../views/session-view.ts';
import { assetEvents } from './asset-events.ts';
import { ChangeReader } from '../../catalog/change-reader.ts';
import { bareEvents } from './bare-events.ts';
import { isUnfinished, SessionWatch } from './session-watch.ts';
import { formatEvent, type SseStream } from './sse-stream.ts';

const PING_MS = 15_000;
/** Sessions are looked at this often at most: four events a second for each. */
const SESSION_MS = 250;
/** Who missed more is told to load everything again. */
const MAX_REPLAY = 5000;
/** Replays read this far back on PostgreSQL: the version of a gallery, unlike the id of an event, may lie above what is committed late. Repeats do no harm. */
const REPLAY_OVERLAP = 1000;
const REPLAY_BATCH = 500;
const MAX_CLIENTS = 1000;

/** Reads the change feed once for all clients of this process, and only while there are any. */
export class EventHub {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #clients = new Set<SseStream>();
  #feed: { reader: ChangeReader; sessions: SessionWatch; ready: Promise<void>; stop: () => void } | undefined;
  #pumping = false;
  #pumpAgain = false;
  #sessionTimer: NodeJS.Timeout | undefined;
  readonly #place: Place;

  constructor(deps: { catalog: Catalog; clock: Clock; logger: Logger; config: Place }) {
    this.#catalog = deps.catalog;
    this.#place = deps.config;
    this.#clock = deps.clock;
    this.#logger = deps.logger;
  }

  /** Adds a client: first the place from which it can resume, then what it missed, then what happens. */
  async add(stream: SseStream, lastEventId: number | undefined): Promise<void> {
    // Gone while it was asked who he is: nobody would ever take it out again.
    if (!stream.isOpen) return;
    if (this.#clients.size >= MAX_CLIENTS) throw new AppError('overloaded', { retryAfterSeconds: 10 });
    this.#clients.add(stream);
    try {
      this.#feed ??= this.#open();
      await this.#feed.ready;
      stream.send(`retry: 2000\n\n${formatEvent('ping', {}, lastEventId === undefined ? this.#feed?.reader.settled : undefined)}`);
      if (lastEventId !== undefined) await this.#replay(stream, lastEventId);
      await this.#sendSessions(stream, lastEventId !== undefined);
    } catch (error) {
      this.remove(stream);
      throw error;
    }
  }

  remove(stream: SseStream): void {
    this.#clients.delete(stream);
    if (this.#clients.size > 0) return;
    this.#feed?.stop();
    this.#feed = undefined;
  }

  /** Ends all streams, so that the server can close. */
  close(): void {
    for (const stream of this.#clients) {
      stream.close();
      this.remove(stream);
    }
  }

  #open() {
    const reader = new ChangeReader(this.#catalog);
    const sessions = new SessionWatch(this.#catalog, this.#clock, this.#place);
    const stopListening = this.#catalog.onChange(() => this.#wake());
    const pings = setInterval(() => void this.#ping(), PING_MS);
    const stop = () => {
      stopListening();
      clearInterval(pings);
      clearTimeout(this.#sessionTimer);
      this.#sessionTimer = undefined;
    };
    // What is there now is not news.
    const ready = Promise.all([reader.skipToEnd(), sessions.changed()]).then(() => {});
    return { reader, sessions, ready, stop };
  }

  #wake(): void {
    this.#sessionTimer ??= setTimeout(() => {
      this.#sessionTimer = undefined;
      void this.#pumpSessions().catch((error: unknown) => this.#failed(error));
    }, SESSION_MS);
    this.#pumpAgain = true;
    if (!this.#pumping) void this.#pumpAssets();
  }

  async #pumpAssets(): Promise<void> {
    this.#pumping = true;
    while (this.#pumpAgain && this.#feed) {
      this.#pumpAgain = false;
      await this.#readFeed(this.#feed).catch((error: unknown) => this.#failed(error));
    }
    // In the turn that saw nothing more to do: a wake a moment later starts anew.
    this.#pumping = false;
  }

  async #readFeed({ reader, ready }: { reader: ChangeReader; ready: Promise<void> }): Promise<void> {
    await ready;
    // Only while somebody listens to this one: what a reader from before a pause finds is another's to tell, or nobody's.
    for (let changes = await reader.next(); changes.length > 0 && this.#feed?.reader === reader; changes = await reader.next()) {
      this.#broadcast((await assetEvents(this.#catalog, changes, reader.settled)) + bareEvents(changes));
      await turn();
    }
  }

  async #pumpSessions(): Promise<void> {
    const feed = this.#feed;
    if (!feed) return;
    await feed.ready;
    const rows = await feed.sessions.changed();
    const views = await sessionViews(this.#catalog, rows, this.#clock(), this.#place);
    this.#broadcast(views.map((view) => formatEvent('session', view)).join(''));
  }

  #broadcast(text: string): void {
    if (text === '') return;
    for (const client of this.#clients) client.send(text);
  }

  async #ping(): Promise<void> {
    for (const client of this.#clients) {
      if (await client.isAllowed().catch(() => true)) {
        client.send(formatEvent('ping', {}));
      } else {
        client.close();
        this.remove(client);
      }
    }
    // A wake that got lost is made good here.
    this.#wake();
  }

  async #replay(stream: SseStream, lastEventId: number): Promise<void> {
    const latest = await latestSeq(this.#catalog);
    if (lastEventId > latest || latest - lastEventId > MAX_REPLAY) {
      stream.send(formatEvent('reset', { reason: lastEventId > latest ? 'The library is another one than before' : 'Too much happened meanwhile' }, latest));
      return;
    }
    let after = this.#catalog.engine === 'postgres' ? lastEventId - REPLAY_OVERLAP : lastEventId;
    while (after < latest) {
      const changes = await changesAfter(this.#catalog, after, REPLAY_BATCH);
      const last = changes.at(-1);
      if (!last) return;
      after = last.seq;
      stream.send((await assetEvents(this.#catalog, changes, this.#feed?.reader.settled ?? lastEventId)) + bareEvents(changes));
      await turn();
    }
  }

  /** After a break also those that ended meanwhile. */
  async #sendSessions(stream: SseStream, afterBreak: boolean): Promise<void> {
    const rows = await sessionsToWatch(this.#catalog, []);
    const wanted = rows.filter((row) => afterBreak || isUnfinished(row));
    for (const view of await sessionViews(this.#catalog, wanted, this.#clock(), this.#place)) stream.send(formatEvent('session', view));
  }

  #failed(error: unknown): void {
    this.#logger.warn({ err: error }, 'events: the change feed could not be read; trying again with the next change');
  }
}
