/** Characters kept of one text. A large ComfyUI workflow has 300,000; what is longer carries pictures or wants to hurt. */
export const TEXT_LIMIT = 1024 * 1024;
/** Characters kept of all texts of one file: they go into one row. */
const TOTAL_LIMIT = 4 * TEXT_LIMIT;
/** Texts kept of one file; generators write at most about twenty. */
const MOST_TEXTS = 64;

/** Texts found in a file, by the name they were found under. The first of a name counts; long ones are cut. */
export class Texts {
  readonly #texts = new Map<string, string>();
  readonly #cut = new Map<string, number>();
  #room = TOTAL_LIMIT;

  add(name: string, text: string): void {
    // PostgreSQL keeps no NUL in a text
    const clean = text.includes('\0') ? text.replaceAll('\0', '') : text;
    if (clean.trim() === '' || this.#texts.has(name) || this.#texts.size >= MOST_TEXTS || this.#room === 0) return;
    const kept = clean.slice(0, Math.min(TEXT_LIMIT, this.#room)).toWellFormed();
    if (kept.length < clean.length) this.#cut.set(name, clean.length);
    this.#room -= kept.length;
    this.#texts.set(name.slice(0, 100), kept);
  }

  get(name: string): string | undefined {
    return this.#texts.get(name);
  }

  /** The text under the first of these names that is there. */
  first(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const text = this.#texts.get(name);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  get size(): number {
    return this.#texts.size;
  }

  entries(): Iterable<[string, string]> {
    return this.#texts.entries();
  }

  /** Names of texts that were longer than what is kept, with their full length. */
  get cut(): ReadonlyMap<string, number> {
    return this.#cut;
  }
}
