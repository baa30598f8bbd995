import { extname, join } from 'node:path';

/** Where surplus files of one apply lie: `<data>/trash/files/<batch>/`, with a manifest of where each came from. */
export function asideFolder(dataDir: string, batch: string): string {
  return join(dataDir, 'trash', 'files', batch);
}

/** The id of its row, so that two files of one name do not meet, and the ending, so that people can open it. */
export function asidePath(dataDir: string, file: { readonly id: number; readonly path: string; readonly batch: string | null }): string {
  return join(asideFolder(dataDir, file.batch ?? ''), `${file.id}${extname(file.path).slice(0, 20)}`);
}

/** One JSON object a line: `{"file":"12.jpg","path":"/photos/a.jpg","sha256":"…","bytes":1,"mtimeMs":1}`. */
export function manifestPath(folder: string): string {
  return join(folder, 'manifest.jsonl');
}
