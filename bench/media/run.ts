import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { analyse } from '../../src/media/analyse.ts';
import { configureSharp } from '../../src/media/configure-sharp.ts';
import { endExifTool } from '../../src/media/tools/exiftool.ts';
import { rawFile } from '../../test/support/raw.ts';
import { percentile, round } from '../support/statistics.ts';
import { table } from '../support/table.ts';

interface Row {
  readonly what: string;
  readonly p50Ms: number;
  /** The program that does the least of it, alone. */
  readonly beside: string;
  readonly besideMs: number;
}

export interface MediaBench {
  readonly rows: readonly Row[];
}

const LIMITS = { maxPixels: 1e9, timeoutSeconds: 120 };

/** What a RAW and a video cost to analyse, wall time of one file after another, beside exiftool and ffmpeg doing one part alone. */
export async function benchMedia(quick: boolean, say: (line: string) => void): Promise<MediaBench> {
  configureSharp();
  const folder = mkdtempSync(join(tmpdir(), 'magpie-bench-'));
  const times = quick ? 3 : 7;
  try {
    const [width, height] = quick ? [2000, 1500] : [4000, 3000];
    say(`RAW of ${width} × ${height}, with and without a preview in it`);
    const noise = { width: 1920, height: 1280, channels: 3 as const, background: '#456', noise: { type: 'gaussian' as const, mean: 128, sigma: 30 } };
    const preview = await sharp({ create: noise }).jpeg().toBuffer();
    const raw = { width, height, colour: (x: number, y: number) => [(x % 97) / 97, (y % 89) / 89, 0.3] as const };
    const withPreview = join(folder, 'preview.dng');
    const without = join(folder, 'plain.dng');
    writeFileSync(withPreview, rawFile({ ...raw, preview: { bytes: preview, width: 1920, height: 1280 } }));
    writeFileSync(without, rawFile(raw));
    const exiftool = join(dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json')), 'bin/exiftool');
    const extracted = await middle(times, () => execFileSync('perl', [exiftool, '-b', '-PreviewImage', withPreview], { maxBuffer: 64e6 }));
    const rows: Row[] = [];
    for (const [what, path] of [
      ['RAW with a preview in it', withPreview],
      ['RAW without, developed', without],
    ] as const) {
      const bytes = readFileSync(path);
      rows.push({ what, p50Ms: await middle(times, () => analyse(bytes, 'dng', LIMITS)), beside: 'exiftool taking the preview out', besideMs: extracted });
    }
    await endExifTool();

    const seconds = quick ? 5 : 30;
    say(`video of ${seconds} s, 1920 × 1080`);
    const film = join(folder, 'film.mp4');
    const source = ['-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=30:duration=${seconds}`];
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...source, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', film]);
    const frame = ['-vf', 'scale=1440:-2', '-frames:v', '1', '-y', join(folder, 'frame.jpg')];
    const alone = await middle(times, () => execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-ss', `${seconds / 2}`, '-i', film, ...frame]));
    const bytes = readFileSync(film);
    const whole = await middle(times, () => analyse(bytes, 'mp4', LIMITS));
    rows.push({ what: 'video: probe, poster, strip, 8 hashes', p50Ms: whole, beside: 'ffmpeg taking one frame', besideMs: alone });
    return { rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function mediaTables({ rows }: MediaBench): string[] {
  const lines = rows.map(({ what, p50Ms, beside, besideMs }) => [what, `${p50Ms} ms`, beside, `${besideMs} ms`, `${round(p50Ms / besideMs, 2)} ×`]);
  return ['RAW and video, one file', '', ...table(['what', 'p50', 'beside', 'p50', 'ratio'], lines)];
}

/** Milliseconds of the middle run; one goes before, unmeasured. */
async function middle(times: number, work: () => unknown): Promise<number> {
  await work();
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    await work();
    took.push(performance.now() - start);
  }
  return round(percentile(took, 0.5));
}
