import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { corpus } from '../../../test/support/corpus.ts';
import { tempDir } from '../../../test/support/temp-dir.ts';
import { CARD, ffmpegMissing, H264, makeVideo } from '../../../test/support/videos.ts';
import { analyse } from '../analyse.ts';
import { rereadGeneration } from '../generation/read-generation.ts';

const LIMITS = { maxPixels: 1e8, timeoutSeconds: 60 };
const SOUND = ['-f', 'lavfi', '-i', 'sine=d=4'];
const noTools = ffmpegMissing();
const formats = corpus('formats');

/** Mean and deviation of the grey of a picture, 0…255. */
async function greyOf(bytes: Buffer): Promise<{ mean: number; deviation: number }> {
  const { channels } = await sharp(bytes).greyscale().stats();
  return { mean: channels[0]!.mean, deviation: channels[0]!.stdev };
}

function bitsApart(a: Buffer, b: Buffer): number {
  let bits = 0;
  for (let i = 0; i < a.length; i++) for (let rest = a[i]! ^ b[i]!; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
}

const why = noTools ?? (formats === undefined ? 'no corpus beside the checkout' : undefined);
describe.skipIf(why !== undefined)(`videos of cameras${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  const of = (name: string) => readFileSync(join(formats!, name));

  test('a phone of 2005: 3GP with AMR is told, shown, and needs a proxy', async () => {
    const { motion, frames, width, height, metadata } = await analyse(of('sample.3gp'), '3gp', LIMITS);
    expect({ frames, width, height }).toEqual({ frames: 74, width: 176, height: 144 });
    expect(motion).toMatchObject({ durationMs: 4933, framesPerSecond: 15, videoCodec: 'mpeg4', audioCodec: 'amr_nb', playable: false });
    expect(metadata.facts.takenAt).toBe(Date.parse('2005-10-28T17:36:40Z'));
  });

  test('a phone of 2017: place and time, three frames', async () => {
    const { motion, metadata, preview } = await analyse(of('with-gps.mp4'), 'mp4', LIMITS);
    expect(motion).toMatchObject({ durationMs: 100, videoCodec: 'h264', audioCodec: 'aac', playable: true });
    expect(motion?.framesHash).toHaveLength(3 * 8);
    expect(metadata.facts).toMatchObject({ latitude: 51.4169, longitude: -0.0806, takenAt: Date.parse('2017-02-22T08:20:28Z') });
    expect((await greyOf(preview.bytes)).deviation).toBeGreaterThan(40);
    expect(await sharp(preview.bytes).metadata()).toMatchObject({ width: 1440, height: 810 });
  });

  test('QuickTime, MPEG-4 and a silent H.264', async () => {
    expect((await analyse(of('xmp480qt.mov'), 'mov', LIMITS)).motion).toMatchObject({ playable: true, audioCodec: null, framesPerSecond: 29.97 });
    expect((await analyse(of('sample_mpeg4.mp4'), 'mp4', LIMITS)).motion).toMatchObject({ playable: false, audioCodec: 'aac', durationMs: 4967 });
  });
});

describe.skipIf(noTools !== undefined)(`videos made for a purpose${noTools === undefined ? '' : ` (skipped: ${noTools})`}`, () => {
  test('turned by its header: size, poster and strip stand upright', async () => {
    const flat = makeVideo('flat.mp4', [...CARD, ...H264]);
    const file = join(tempDir('turned'), 'flat.mp4');
    writeFileSync(file, flat);
    const turned = makeVideo('turned.mp4', ['-i', file, '-c', 'copy', '-metadata:s:v:0', 'rotate=90']);
    const { width, height, orientation, preview, motion } = await analyse(turned, 'mp4', LIMITS);
    expect({ width, height }).toEqual({ width: 240, height: 320 });
    expect([6, 8]).toContain(orientation);
    expect(await sharp(preview.bytes).metadata()).toMatchObject({ width: 240, height: 320 });
    expect(await sharp(motion?.strip).metadata()).toMatchObject({ width: 8 * 180, height: 240, format: 'jpeg' });
  });

  test('one that begins black has a poster that is not', async () => {
    const black = ['-f', 'lavfi', '-i', 'color=black:s=320x240:r=25:d=3', ...CARD, '-filter_complex', '[0][1]concat=n=2'];
    const { preview } = await analyse(makeVideo('black.mp4', [...black, ...H264]), 'mp4', LIMITS);
    expect((await greyOf(preview.bytes)).deviation).toBeGreaterThan(30);
  });

  test('what browsers play, by container, codec and sound', async () => {
    const made: Array<[string, boolean, readonly string[]]> = [
      ['a.mp4', true, [...CARD, ...SOUND, ...H264, '-c:a', 'aac']],
      ['b.mkv', false, [...CARD, ...H264]],
      ['c.mp4', false, [...CARD, '-c:v', 'libx265', '-x265-params', 'log-level=error', '-preset', 'ultrafast']],
      ['d.avi', false, [...CARD, '-c:v', 'mpeg4']],
      ['e.mp4', false, [...CARD, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv422p']],
      ['f.mov', false, [...CARD, ...SOUND, ...H264, '-c:a', 'pcm_s16le']],
      ['g.webm', true, [...CARD, '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8']],
    ];
    for (const [name, playable, args] of made) {
      const { motion } = await analyse(makeVideo(name, args), name.split('.')[1] as 'mp4', LIMITS);
      expect([name, motion?.playable, motion?.durationMs]).toEqual([name, playable, 4000]);
    }
  });

  test('the same film in another size and codec has nearly the same fingerprint, another film has not', async () => {
    const one = (await analyse(makeVideo('one.mp4', [...CARD, ...H264]), 'mp4', LIMITS)).motion?.framesHash;
    const smaller = (await analyse(makeVideo('two.avi', [...CARD, '-vf', 'scale=200:150', '-c:v', 'mpeg4', '-q:v', '5']), 'avi', LIMITS)).motion?.framesHash;
    const other = (await analyse(makeVideo('three.mp4', ['-f', 'lavfi', '-i', 'mandelbrot=s=320x240:r=25', '-t', '4', ...H264]), 'mp4', LIMITS)).motion
      ?.framesHash;
    expect(one).toHaveLength(64);
    expect(bitsApart(one!, smaller!)).toBeLessThan(64);
    expect(bitsApart(one!, other!)).toBeGreaterThan(128);
  });

  test('one frame; one so long that only key frames are looked at; one that does not say how long it is', async () => {
    const single = await analyse(makeVideo('one.mp4', [...CARD, '-frames:v', '1', ...H264]), 'mp4', LIMITS);
    expect([single.frames, single.motion?.framesHash?.length]).toEqual([1, 8]);
    const long = await analyse(makeVideo('long.mp4', ['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=5:d=120', '-g', '25', ...H264]), 'mp4', LIMITS);
    expect([long.motion?.durationMs, long.motion?.framesHash?.length]).toEqual([120_000, 64]);
    const live = await analyse(makeVideo('live.webm', [...CARD, '-c:v', 'libvpx', '-deadline', 'realtime', '-live', '1']), 'webm', LIMITS);
    expect([live.motion?.durationMs, live.frames]).toEqual([4000, 100]);
  });

  test('cut off, without its index, or no video at all: an outcome with a reason', async () => {
    const begun = makeVideo('fast.mp4', [...CARD, ...H264, '-movflags', '+faststart']);
    await expect(analyse(begun.subarray(0, begun.length / 2), 'mp4', LIMITS)).rejects.toMatchObject({ code: 'file-truncated' });
    const slow = makeVideo('slow.mp4', [...CARD, ...H264]);
    await expect(analyse(slow.subarray(0, slow.length / 2), 'mp4', LIMITS)).rejects.toMatchObject({ code: 'file-truncated' });
    const silent = makeVideo('sound.mp4', ['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac']);
    await expect(analyse(silent, 'mp4', LIMITS)).rejects.toMatchObject({ code: 'unsupported-type' });
    await expect(analyse(makeVideo('big.mp4', [...CARD, ...H264]), 'mp4', { ...LIMITS, maxPixels: 1000 })).rejects.toMatchObject({ code: 'too-many-pixels' });
  });

  test('playlists under the name of a video read no other file and no address', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const secret = join(tempDir('secret'), 'other.mp4');
    writeFileSync(secret, makeVideo('other.mp4', [...CARD, ...H264]));
    const lists = [
      `ffconcat version 1.0\nfile '${secret}'\n`,
      `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:${port}/a.ts\n#EXTINF:4,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
      `<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1:${port}/</BaseURL></MPD>`,
    ];
    for (const list of lists) {
      for (const format of ['mp4', 'mkv', 'avi'] as const) {
        await expect(analyse(Buffer.from(list), format, LIMITS)).rejects.toMatchObject({ code: 'decode-failed' });
      }
    }
    expect(asked).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  test('a path that looks like an option or an address is a path', async () => {
    const path = join(tempDir('names'), '-i http:%d[1].mp4');
    writeFileSync(path, makeVideo('named.mp4', [...CARD, ...H264]));
    expect((await analyse({ path }, 'mp4', LIMITS)).motion?.durationMs).toBe(4000);
  });

  test('how a generator made it, from its tags', async () => {
    const graph = {
      3: { class_type: 'KSampler', inputs: { seed: 7, steps: 12, cfg: 5, sampler_name: 'euler', scheduler: 'normal', positive: ['6', 0] } },
      6: { class_type: 'CLIPTextEncode', inputs: { text: 'a heron at dawn' } },
    };
    const args = [...CARD, ...H264, '-metadata', `comment=${JSON.stringify({ prompt: JSON.stringify(graph), workflow: '{}' })}`];
    const bytes = makeVideo('made.mp4', args);
    expect((await analyse(bytes, 'mp4', LIMITS)).generation).toMatchObject({ prompt: 'a heron at dawn', steps: 12 });
    const path = join(tempDir('video'), 'made.mp4');
    writeFileSync(path, bytes);
    expect(await rereadGeneration({ path }, 'mp4', LIMITS)).toMatchObject({ prompt: 'a heron at dawn', steps: 12 });
  });
});
