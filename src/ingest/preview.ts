import { lstatSync } from 'node:fs';
import { extname } from 'node:path';
import type { SessionPreview } from '../domain/session.ts';

const MAX_ENDINGS = 50;

/** Adds up what a dry run walks past; flat memory but for one entry per file ending, of which a few hundred are kept. */
export class Preview {
  readonly #endings = new Map<string, { files: number; bytes: number }>();
  #files = 0;
  #bytes = 0;
  #unchanged = 0;

  add(paths: readonly string[], unchanged: number): void {
    this.#unchanged += unchanged;
    for (const path of paths) {
      const bytes = sizeOf(path);
      this.#files += 1;
      this.#bytes += bytes;
      const name = extname(path).toLowerCase().slice(1, 11);
      const ending = this.#endings.size < 500 || this.#endings.has(name) ? name : 'other';
      const sum = this.#endings.get(ending) ?? { files: 0, bytes: 0 };
      this.#endings.set(ending, { files: sum.files + 1, bytes: sum.bytes + bytes });
    }
  }

  result(): SessionPreview {
    const endings = [...this.#endings].map(([ending, sum]) => ({ ending, ...sum })).toSorted((a, b) => b.files - a.files);
    return { files: this.#files, bytes: this.#bytes, unchanged: this.#unchanged, endings: endings.slice(0, MAX_ENDINGS) };
  }
}

function sizeOf(path: string): number {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0; // in a folder that is closed to us
  }
}
