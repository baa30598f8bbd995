interface Sessions {
  open(): Promise<string>;
  seal(session: string): Promise<void>;
}

/** One session for files that are dropped together: opened with the first that is sent, sealed after the last. */
export class UploadBatches {
  private readonly sessions = new Map<number, Promise<string>>();
  private readonly server: Sessions;

  constructor(server: Sessions) {
    this.server = server;
  }

  session(batch: number): Promise<string> {
    const known = this.sessions.get(batch);
    if (known) return known;
    const opened = this.server.open();
    this.sessions.set(batch, opened);
    // Not opened: the next file tries again.
    opened.catch(() => this.sessions.delete(batch));
    return opened;
  }

  /**
   * Another session took the file: the one of the batch was closed in a long silence, as when a phone slept. The next file
   * opens a new one, instead of each file getting its own.
   */
  takenBy(batch: number, session: string): void {
    void this.sessions.get(batch)?.then(
      (own) => own !== session && this.sessions.delete(batch),
      () => undefined,
    );
  }

  /** Seals the sessions of batches that have nothing more to send. */
  settle(waiting: ReadonlySet<number>): void {
    for (const [batch, opened] of this.sessions) {
      if (waiting.has(batch)) continue;
      this.sessions.delete(batch);
      // Not sealed, it ends by itself after a minute of silence.
      opened.then((session) => this.server.seal(session)).catch(() => undefined);
    }
  }
}
