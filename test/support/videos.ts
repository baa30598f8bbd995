import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../src/media/tools/run-tool.ts';
import { removeTempDir, tempDir } from './temp-dir.ts';

/** Why tests of videos are skipped here; undefined where there is ffmpeg. */
export function ffmpegMissing(): string | undefined {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'ffmpeg is not installed; on Debian: sudo apt install ffmpeg';
  }
}

/** A test card of 320 × 240 px that moves, without sound; any other source and codec by `args`. */
export const CARD = ['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=4'];
export const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** A video made by ffmpeg; `name` says which container. */
export function makeVideo(name: string, args: readonly string[]): Buffer {
  const file = join(tempDir('video'), name);
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...args, file], { stdio: ['ignore', 'ignore', 'inherit'] });
  return readFileSync(file);
}

/** A film of some moving colours with these tags, made by ffmpeg. The ending says the container. */
export async function film(ending: 'mp4' | 'mov' | 'webm', seconds: number, tags: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const folder = tempDir('film');
  try {
    const path = join(folder, `film.${ending}`);
    const codec =
      ending === 'webm'
        ? ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8']
        : ['-c:v', 'libx264', '-preset', 'ultrafast', '-movflags', 'use_metadata_tags'];
    const metadata = Object.entries(tags).flatMap(([name, text]) => ['-metadata', `${name}=${text}`]);
    const source = ['-f', 'lavfi', '-i', `testsrc2=size=160x120:rate=10:duration=${seconds}`, '-pix_fmt', 'yuv420p'];
    await runTool('ffmpeg', {
      args: ['-hide_banner', '-loglevel', 'error', ...source, ...codec, ...metadata, path],
      timeoutMs: 30_000,
      maxOutputBytes: 100_000,
    });
    return readFileSync(path);
  } finally {
    removeTempDir(folder);
  }
}
