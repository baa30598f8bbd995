import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../src/media/tools/run-tool.ts';
import { removeTempDir, tempDir } from './temp-dir.ts';

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
