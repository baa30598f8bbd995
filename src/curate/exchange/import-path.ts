import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import { AppError } from '../../core/errors.ts';
import { importBooru } from './import-booru.ts';
import { importExport } from './import-export.ts';
import type { ImportOptions, ImportReport } from './import-report.ts';
import { readLines } from './read-lines.ts';

/** Takes in an export of Magpie, a file of posts, or a folder of such files (gallery-dl, Hydrus), whichever this is. */
export async function importPath(catalog: Catalog, path: string, options: ImportOptions): Promise<ImportReport> {
  const found = await stat(path).catch((error: unknown) => {
    throw new AppError('file-vanished', { detail: path, cause: error });
  });
  if (!found.isDirectory()) return (await isExport(path)) ? importExport(catalog, path, options) : importOne(catalog, path, options);
  const files: string[] = [];
  for await (const entry of await opendir(path, { recursive: true }))
    if (entry.isFile() && /\.(?:json|jsonl|txt)$/i.test(entry.name)) files.push(join(entry.parentPath, entry.name));
  if (files.length === 0) throw new AppError('exchange-invalid', { detail: `There is no .json and no .txt in ${path}` });
  return importBooru(catalog, files.sort(), options);
}

/** A file that was named and holds nothing of the kind is a mistake; among many in a folder it is passed over. */
async function importOne(catalog: Catalog, path: string, options: ImportOptions): Promise<ImportReport> {
  const report = await importBooru(catalog, [path], options);
  if (report.assets === 0) throw new AppError('exchange-invalid', { detail: report.passedOver[0] ?? `There is no post in ${path}` });
  return report;
}

async function isExport(path: string): Promise<boolean> {
  for await (const line of readLines(path)) return line.subarray(0, 40).toString('utf8').startsWith('{"is":"export"');
  return false;
}
