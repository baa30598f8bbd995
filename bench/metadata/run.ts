import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import sharp from 'sharp';
import { ExifToolReader } from '../../src/media/metadata/exiftool.ts';
import { fastPass } from '../../src/media/metadata/fast-pass.ts';
import { percentile, round } from '../support/statistics.ts';
import { table } from '../support/table.ts';

interface Cost {
  readonly how: string;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface MetadataBench {
  readonly files: number;
  readonly costs: readonly Cost[];
}

/** What reading a file's metadata costs: at ingest, in the lane describe, and with exiftool alone over all files in one run. */
export async function benchMetadata(quick: boolean, say: (line: string) => void): Promise<MetadataBench> {
  const folder = resolve(import.meta.dirname, '../../../shared/corpus/cameras');
  if (!existsSync(folder)) throw new Error(`This bench reads the pictures of ${folder}, which is not there`);
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith('.jpg'))
    .map((name) => join(folder, name));
  const pictures = await Promise.all(paths.map(async (path) => ({ path, bytes: readFileSync(path), header: await sharp(path).metadata() })));
  const rounds = quick ? 3 : 10;
  say(`${paths.length} pictures, ${rounds} rounds`);
  const fast: number[] = [];
  for (let n = -1; n < rounds; n += 1) {
    for (const { bytes, header } of pictures) {
      const ms = await timed(() => fastPass(bytes, 'jpg', { exif: header.exif, xmp: header.xmp }));
      if (n >= 0) fast.push(ms); // the first round warms up
    }
  }
  const reader = new ExifToolReader();
  const lane: number[] = [];
  for (let n = -1; n < Math.min(rounds, 3); n += 1) {
    for (const { path } of pictures) {
      const ms = await timed(() => reader.read(path));
      if (n >= 0) lane.push(ms);
    }
  }
  await reader.end();
  const script = join(dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json')), 'bin/exiftool');
  const alone = await timed(async () =>
    execFileSync('perl', [script, '-json', '-n', '-G0:1', '-a', '-struct', ...paths], { maxBuffer: 64e6, stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  const each = alone / paths.length;
  return { files: paths.length, costs: [cost('fast pass at ingest', fast), cost('lane describe', lane), cost('exiftool alone, all in one run', [each])] };
}

export function metadataTables({ files, costs }: MetadataBench): string[] {
  const rows = costs.map(({ how, meanMs, p50Ms, p95Ms }) => [how, `${meanMs} ms`, `${p50Ms} ms`, `${p95Ms} ms`]);
  return [`Metadata of one file (${files} camera pictures)`, '', ...table(['how', 'mean', 'p50', 'p95'], rows)];
}

function cost(how: string, ms: readonly number[]): Cost {
  return {
    how,
    meanMs: round(ms.reduce((sum, one) => sum + one, 0) / ms.length, 2),
    p50Ms: round(percentile(ms, 0.5), 2),
    p95Ms: round(percentile(ms, 0.95), 2),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
