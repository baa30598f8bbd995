import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCosting } from '../support/process-cost.ts';

export interface Yardstick {
  readonly name: string;
  readonly imagesPerSecond: number;
  readonly cpuMsPerImage: number;
}

/**
 * vipsthumbnail (else sharp) making only the same two outputs: preview JPEG q80 within 1,440 px, thumbnail WebP q80 effort 0
 * within 320 px. One single-threaded process per core, each with many files, so that its start does not count.
 */
export async function runYardstick(folder: string): Promise<Yardstick> {
  const target = join(tmpdir(), `magpie-bench-yardstick-${process.pid}`);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const files = readdirSync(folder).map((name) => join(folder, name));
  const cores = availableParallelism();
  const hasVips = spawnSync('vipsthumbnail', ['--vips-version']).status === 0;
  let [wallMs, cpuMs] = [0, 0];
  if (hasVips) {
    const outputs = [
      ['--size', '1440x1440>', '-o', join(target, '%s.preview.jpg[Q=80]')],
      ['--size', '320x320>', '-o', join(target, '%s.thumb.webp[Q=80,effort=0]')],
    ];
    for (const output of outputs) {
      const commands = Array.from({ length: cores }, (_, part): [string, ...string[]] => [
        'vipsthumbnail',
        '--vips-concurrency=1',
        ...output,
        ...files.filter((_file, i) => i % cores === part),
      ]);
      const cost = await runCosting(commands);
      wallMs += cost.wallMs;
      cpuMs += cost.cpuMs;
    }
  } else {
    const script = join(import.meta.dirname, 'two-outputs.ts');
    const cost = await runCosting(
      Array.from({ length: cores }, (_, part): [string, ...string[]] => [process.execPath, script, folder, target, String(part), String(cores)]),
    );
    ({ wallMs, cpuMs } = cost);
  }
  const made = readdirSync(target).length;
  rmSync(target, { recursive: true, force: true });
  if (made !== files.length * 2) throw new Error(`The yardstick made ${made} files of ${files.length * 2}`);
  return {
    name: hasVips ? 'vipsthumbnail' : 'sharp, only the two outputs',
    imagesPerSecond: (files.length * 1000) / wallMs,
    cpuMsPerImage: cpuMs / files.length,
  };
}
