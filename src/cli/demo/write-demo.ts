import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { forEachLimit } from '../../core/pool.ts';
import { makePhoto } from './make-photo.ts';
import { makeSpecial } from './make-special.ts';
import { type DemoPhoto, type DemoPlan, type DemoSpecial, demoPlan } from './plan.ts';

export interface WriteDemoOptions {
  /** Files altogether, at least 50. */
  readonly count: number;
  readonly seed?: number;
  onFile?(done: number, total: number, path: string): void;
}

/** Writes the demo library into `folder` (made when missing, existing files overwritten) and says what it wrote. */
export async function writeDemo(folder: string, options: WriteDemoOptions): Promise<DemoPlan> {
  const plan = demoPlan(options.count, options.seed);
  const files: readonly (DemoPhoto | DemoSpecial)[] = [...plan.photos, ...plan.specials];
  let done = 0;
  // Drawing is synchronous; two more under way keep the encoder threads busy meanwhile.
  await forEachLimit(files, 3, async (file) => {
    const path = join(folder, file.path);
    const bytes = file.kind === 'photo' ? await makePhoto(file) : await makeSpecial(file.recipe, plan.photos);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    const time = new Date(file.kind === 'photo' ? file.takenAt : Date.UTC(2024, 5, 1, 12));
    await utimes(path, time, time);
    done += 1;
    options.onFile?.(done, files.length, file.path);
  });
  return plan;
}
