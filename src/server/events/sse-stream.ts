import type { ServerResponse } from 'node:http';

/** A client that has not read for this many bytes is cut off; it comes back with Last-Event-ID. */
const MAX_BUFFERED = 1024 * 1024;

/** One open answer of server-sent events. */
export class SseStream {
  readonly #raw: ServerResponse;
  /** Asked now and then: false ends the stream, because the login or the key it was opened with has ended. */
  readonly isAllowed: () => Promise<boolean>;

  constructor(raw: ServerResponse, isAllowed: () => Promise<boolean>) {
    this.#raw = raw;
    this.isAllowed = isAllowed;
  }

  /** False once the client is gone or the answer was ended. */
  get isOpen(): boolean {
    return !this.#raw.destroyed && !this.#raw.writableEnded;
  }

  send(text: string): void {
    if (!this.isOpen) return;
    this.#raw.write(text);
    if (this.#raw.writableLength > MAX_BUFFERED) this.#raw.destroy();
  }

  close(): void {
    this.#raw.end();
  }
}

/** The lines of one event. `id` is what Last-Event-ID will say after it. */
export function formatEvent(event: string, data: object, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
