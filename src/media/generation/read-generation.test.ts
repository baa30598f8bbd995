import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { chunk, compressedChunk, exifBlock, internationalChunk, pngWith, stealthPixels, textChunk } from '../../../test/support/generation-files.ts';
import type { MediaFormat } from '../../domain/format.ts';
import type { Generation } from '../../domain/generation.ts';
import { analyse } from '../analyse.ts';
import { configureSharp } from '../configure-sharp.ts';

beforeAll(configureSharp);

const PARAMETERS = 'a café, 桜\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 18446744073709551615, Size: 512x768, Model: foo';
const EXPECTED = {
  generator: 'a1111',
  prompt: 'a café, 桜',
  negative: 'blurry',
  steps: 20,
  seed: '18446744073709551615',
  width: 512,
  height: 768,
  model: 'foo',
};

async function read(bytes: Buffer, format: MediaFormat): Promise<Generation | undefined> {
  return (await analyse(bytes, format, { maxPixels: 1e8, timeoutSeconds: 30 })).generation;
}

describe('PNG', () => {
  test.each([
    ['tEXt in UTF-8', textChunk('parameters', PARAMETERS)],
    ['zTXt', compressedChunk('parameters', PARAMETERS)],
    ['iTXt', internationalChunk('parameters', PARAMETERS, false)],
    ['iTXt, compressed', internationalChunk('parameters', PARAMETERS, true)],
  ])('%s, before the pixels and behind them', async (_, text) => {
    expect(await read(await pngWith([text], 'before'), 'png')).toMatchObject(EXPECTED);
    expect(await read(await pngWith([text], 'behind'), 'png')).toMatchObject({ ...EXPECTED, raw: { parameters: PARAMETERS } });
  });

  test('tEXt in Latin-1', async () => {
    const text = Buffer.from(PARAMETERS.replace('桜', 'fleur'), 'latin1');
    expect((await read(await pngWith([textChunk('parameters', text)]), 'png'))?.prompt).toBe('a café, fleur');
  });

  test('a bomb is given up, what stands beside it is read', async () => {
    const bomb = compressedChunk('workflow', Buffer.alloc(200_000_000));
    const found = await read(await pngWith([bomb, bomb, bomb, textChunk('parameters', PARAMETERS)]), 'png');
    expect(found).toMatchObject(EXPECTED);
  });

  test('a text of more than 1 MB is kept to that length, and it says so', async () => {
    const found = await read(await pngWith([textChunk('workflow', 'x'.repeat(3_000_000)), textChunk('parameters', PARAMETERS)]), 'png');
    expect(found?.raw['workflow']).toHaveLength(1024 * 1024);
    expect(found?.extra['workflow (cut)']).toContain('3000000');
  });

  test('many long texts are kept to 4 MB together', async () => {
    const texts = Array.from({ length: 40 }, (_, i) => compressedChunk(`text ${i}`, 'x'.repeat(1_000_000)));
    const found = await read(await pngWith([textChunk('parameters', PARAMETERS), ...texts]), 'png');
    expect(found).toMatchObject(EXPECTED);
    expect(Object.values(found!.raw).join('').length).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  test('other texts make no generation', async () => {
    const texts = [textChunk('Software', 'GIMP'), textChunk('Comment', 'Created with GIMP'), textChunk('Description', 'The sea, 20 steps from the house')];
    expect(await read(await pngWith(texts), 'png')).toBeUndefined();
    expect(
      await read(await pngWith([chunk('tEXt', Buffer.alloc(5000, 65)), chunk('iTXt', Buffer.from('a\0\x01')), chunk('zTXt', Buffer.from('a\0'))]), 'png'),
    ).toBeUndefined();
  });

  test('an XMP packet', async () => {
    const json = JSON.stringify({ c: 'a boat', uc: 'fog', sampler: 'Euler A', scale: 5, seed: 7, size: '512x640', steps: 8, model: 'm.ckpt' }).replaceAll(
      '"',
      '&quot;',
    );
    const xmp = `<x:xmpmeta><rdf:Description><exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">${json}</rdf:li></rdf:Alt></exif:UserComment></rdf:Description></x:xmpmeta>`;
    expect(await read(await pngWith([internationalChunk('XML:com.adobe.xmp', xmp, false)]), 'png')).toMatchObject({
      prompt: 'a boat',
      negative: 'fog',
      width: 512,
      height: 640,
      cfg: 5,
    });
  });
});

describe('EXIF', () => {
  const be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  const comments: [string, Buffer][] = [
    ['UNICODE, big-endian', Buffer.concat([Buffer.from('UNICODE\0'), be(PARAMETERS)])],
    ['UNICODE, little-endian', Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from(PARAMETERS, 'utf16le')])],
    ['UNICODE that is UTF-8', Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from(PARAMETERS.padStart(300, ' '))])],
    ['ASCII that is UTF-8', Buffer.concat([Buffer.from('ASCII\0\0\0'), Buffer.from(PARAMETERS)])],
    ['no mark', Buffer.from(PARAMETERS)],
  ];
  const FORMATS = [
    ['jpg', 'jpeg'],
    ['webp', 'webp'],
    ['avif', 'avif'],
  ] as const;

  describe.each(['II', 'MM'] as const)('byte order %s', (order) => {
    test.each(comments)('UserComment: %s', async (_, comment) => {
      for (const [format, name] of FORMATS) {
        expect(await read(await withExif(exifBlock(order, {}, { 0x9286: comment }), name), format), format).toMatchObject(EXPECTED);
      }
    });
  });

  test('UserComment in JIS', async () => {
    // 日本 in ISO-2022-JP
    const words = Buffer.concat([
      Buffer.from('\x1b$B', 'latin1'),
      Buffer.from([0x46, 0x7c, 0x4b, 0x5c]),
      Buffer.from('\x1b(B\nSteps: 5, Sampler: Euler, Seed: 1', 'latin1'),
    ]);
    const found = await read(await withExif(exifBlock('MM', {}, { 0x9286: Buffer.concat([Buffer.from('JIS\0\0\0\0\0'), words]) }), 'jpeg'), 'jpg');
    expect(found).toMatchObject({ prompt: '日本', steps: 5 });
  });

  const graph = JSON.stringify({
    1: { class_type: 'KSampler', inputs: { seed: 5, steps: 4, cfg: 1, sampler_name: 'lcm', scheduler: 'simple', positive: ['2', 0] } },
    2: { class_type: 'CLIPTextEncode', inputs: { text: 'a fox' } },
    3: { class_type: 'SaveAnimatedWEBP', inputs: { images: ['1', 0] } },
  });

  test.each([
    ['Model and Make', { 0x0110: `prompt:${graph}\0`, 0x010f: 'workflow:{"nodes":[]}\0' }],
    ['Make and ImageDescription', { 0x010f: `Prompt: ${graph}\0`, 0x010e: 'Workflow: {"nodes":[]}\0' }],
  ])('ComfyUI in %s', async (_, tags) => {
    const first = Object.fromEntries(Object.entries(tags).map(([tag, text]) => [tag, Buffer.from(text)]));
    const found = await read(await withExif(exifBlock('II', first), 'webp'), 'webp');
    expect(found).toMatchObject({ generator: 'comfyui', prompt: 'a fox', sampler: 'lcm', raw: { prompt: graph, workflow: '{"nodes":[]}' } });
  });

  test('a camera makes no generation', async () => {
    const camera = exifBlock(
      'MM',
      { 0x010f: Buffer.from('NIKON\0'), 0x010e: Buffer.from('At the sea\0') },
      { 0x9286: Buffer.from('ASCII\0\0\0          '), 0x927c: Buffer.alloc(5000, 7) },
    );
    expect(await read(await withExif(camera, 'jpeg'), 'jpg')).toBeUndefined();
  });

  test('the comment of a JPEG', async () => {
    const jpeg = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
    const text = Buffer.from(PARAMETERS);
    const head = Buffer.from([0xff, 0xfe, 0, 0]);
    head.writeUInt16BE(text.length + 2, 2);
    expect(await read(Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]), 'jpg')).toMatchObject(EXPECTED);
  });
});

describe('the lowest bit of alpha', () => {
  const comment = JSON.stringify({ prompt: 'a cat', uc: 'dogs', steps: 28, sampler: 'k_euler', scale: 5, seed: 99, width: 832, height: 1216 });
  const hidden = JSON.stringify({ Software: 'NovelAI', Source: 'NovelAI Diffusion V4 4F49EC75', Description: 'a cat', Comment: comment });
  const expected = {
    generator: 'novelai',
    prompt: 'a cat',
    negative: 'dogs',
    steps: 28,
    model: 'NovelAI Diffusion V4',
    modelHash: '4F49EC75',
    raw: { stealth: hidden },
  };

  test.each([
    ['stealth_pngcomp', gzipSync(hidden), 256, 300, 'png'],
    ['stealth_pnginfo', Buffer.from(hidden), 256, 300, 'png'],
    ['stealth_pngcomp', gzipSync(hidden), 256, 300, 'webp'],
    // larger than the preview: read once more at full size
    ['stealth_pngcomp', gzipSync(hidden), 1600, 900, 'png'],
    ['stealth_pngcomp', gzipSync(hidden), 400, 1700, 'webp'],
  ] as const)('%s %#', async (mark, body, width, height, format) => {
    const raw = sharp(stealthPixels(width, height, mark, body), { raw: { width, height, channels: 4 } });
    const bytes = await (format === 'png' ? raw.png() : raw.webp({ lossless: true, exact: true })).toBuffer();
    expect(await read(bytes, format)).toMatchObject(expected);
  });

  test('a mark with a length that lies, or a bomb behind it', async () => {
    for (const body of [Buffer.alloc(8, 255), gzipSync(Buffer.alloc(50_000_000))]) {
      const pixels = stealthPixels(700, 700, 'stealth_pngcomp', body);
      if (body.length === 8) for (let bit = 120; bit < 152; bit++) pixels[bit * 700 * 4 + 3] = 255;
      const png = await sharp(pixels, { raw: { width: 700, height: 700, channels: 4 } })
        .png()
        .toBuffer();
      expect(await read(png, 'png')).toBeUndefined();
    }
  });
});

async function withExif(block: Buffer, format: 'jpeg' | 'webp' | 'avif'): Promise<Buffer> {
  const plain = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#336699' } })
    .toFormat(format)
    .toBuffer();
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]);
  if (format === 'jpeg') {
    const head = Buffer.from([0xff, 0xe1, 0, 0]);
    head.writeUInt16BE(exif.length + 2, 2);
    return Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)]);
  }
  if (format === 'webp') return webpWithExif(plain, block);
  return avifWithExif(block);
}

/** The pixels as they are, with a header that says that EXIF follows. */
function webpWithExif(plain: Buffer, block: Buffer): Buffer {
  const vp8x = Buffer.alloc(18);
  vp8x.write('VP8X');
  vp8x.writeUInt32LE(10, 4);
  vp8x[8] = 0x08;
  vp8x.writeUIntLE(15, 12, 3);
  vp8x.writeUIntLE(15, 15, 3);
  const head = Buffer.alloc(8);
  head.write('EXIF');
  head.writeUInt32LE(block.length, 4);
  const body = Buffer.concat([Buffer.from('WEBP'), vp8x, plain.subarray(12), head, block, Buffer.alloc(block.length % 2)]);
  const riff = Buffer.alloc(8);
  riff.write('RIFF');
  riff.writeUInt32LE(body.length, 4);
  return Buffer.concat([riff, body]);
}

/** libvips writes the block of a JPEG into the AVIF it makes of it. */
async function avifWithExif(block: Buffer): Promise<Buffer> {
  return sharp(await withExif(block, 'jpeg'))
    .keepExif()
    .avif()
    .toBuffer();
}
