import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of the package: the parent of both `src` and `dist`. */
const PACKAGE_DIR = resolve(import.meta.dirname, '../..');

export function readVersion(): string {
  return (JSON.parse(readFileSync(join(PACKAGE_DIR, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The built web page; undefined where only the API was built. */
export function webDir(): string | undefined {
  const folder = join(PACKAGE_DIR, 'dist/web');
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}
