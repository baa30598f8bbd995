import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A folder of the shared corpus beside the checkout, or undefined where it is not there; tests then skip and say so. */
export function corpus(folder: 'cameras' | 'formats' | 'generation' | 'hostile' | 'orientation'): string | undefined {
  const path = resolve(import.meta.dirname, '../../../shared/corpus', folder);
  return existsSync(path) ? path : undefined;
}
