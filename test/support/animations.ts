import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { makeVideo } from './videos.ts';

/** Made by libjxl 0.11: five frames, lossless, 32 × 24 px, each a tenth of a second. */
export const JXL_FIVE = Buffer.from(
  '/wrFBE0AICYIBAEAiABLGIsVANQ3F2OcOHeBEAAACamP6AMG5oFSF+MwJoTBO3w4CAQBAJAASxiLFQDUNxdnJsa7QAgAjIRUAvQCIqMBA1CABLiz164fFawvCAQBAJAASxiLFQDUNxdjnJm8QAgAgxQCAIQ09CgJU1eABFgHGDJNQrEDCAQBAIgASxiLFQDUNxdjjJN5gRAABAnSCuk1zAYqABRU8WRITSQoGAgEBQCMAEsYixUA1DcXY4zx5gIhAASSQCHQ1wzNxgQEgNl3vLpR6EYA',
  'base64',
);
/** The same with three, transparent parts, in a container in many pieces. */
export const JXL_BOXED = Buffer.from(
  'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAABIanhscAAAAAD/CsUETQBgTQgQEAAAtABLKCTGRUFBANR3ORNjzLuADACOtAoAgtT08xtMtFkglQQJ6ftTUVmAOlkFsgEAAABDanhscAAAAAEIEBAAAMAASzhomMKD9xUkBEDNy8kYJ/ICMgAUEikc0GuujkKgPemIJBI9YGwYAVtiBmZNGFMAAAAAQGp4bHCAAAACCBBQAAC0AEsoNBa+pqAgAOq7nJkY5y4gAwAhAQvAIDH9lPEQzQJJFEhI399pimUb1hqMSw==',
  'base64',
);
/** Three frames in shades of grey. */
export const JXL_GREY = Buffer.from(
  '/wrFBE0AIChuCQgEAQBcAEsYixUA1JkTY9BcAASA9rD2L3qFJ2hsCAQBAHAASxiLFQDUmRNjjBPnAiAACE68DATSQaS1ArilAAgEBQBwAEsYixUA1JkTY4xx5gIgAAjQvAwAUoKo0P5gCQE=',
  'base64',
);
/** Four frames, lossy, 64 × 48 px. */
export const JXL_LOSSY = Buffer.from(
  '/wrLBE0AICcAEwgoAFwEtZ8gAAAVKqOMG7yc6/nyQ4fFtI3rDG21bWEJY7O9MEgIgIvltm7Za1BqqQB4qdIj5AVPHuA52tTjnkP2+oumTUwRXfPgELeNi7MqAIy+8IbLHwYNnCd8Fo9WDJ/MJ5LIwuBDFZuomAm2zajEF3SGQACJ0Bm0G5AAn8byaC+TIlJG33XqnRqDIRpISeG3KqRAtq0qJTLe8U7KmHeZGWOMmUUZLADn08dJlqBzJwiIbWXwY0Dk7QeqBBm+DrNKMaXWpXdEXnRcEoFQr4REW/SyG1hAnoVKXFiKsiN6SYUSP4xsYSyaUbxH+qiHd8hBavLf8j3bf2yZCbT7myt6/2N/V+q7HDmAm+nrgEjWQ3q5US9FTg/Ny3iXABMIKABEBbWfIAAAFSqjjBu8nOv58kOHxbSN6wxttW1hCWOzvTBICICL1baWJDYWVawC2NIvDUSMAvQKPl/CKiM2xXR7UBPg/r3Rr3XEEvqMEKnYS4RKjHNo1WNiJxN4KM7vXMowEIpebAghAJwUg+hFr/HDBBNscyCexRXEzYBxgOZFlUaAg9K8UJzcBIQIgbReKoYpE8DhHwAklODOHoCkh9MTAJKkqlpExNynbdsQUiDZbkVVzKPE9mK8ixdjjPEuBaUAep6jxdfkRD2bCpQglXVUo0YsIC2HuVyB7RVkEjBdiE+gFA+aDch/Ro2gF2Vm83xN2iiAIkxjA2mb+64ZO1ne1oXDqQKpbbjwZLXeP1YQokq3HocFS813yI3GMahEb8w1LKU9IGAXFGNKovzcLnrF/x/u+yzdUBTkzOkxbySf6/bWmP95MvTGfPzdgDA8dWDx5AAAEwgoAFQEtZ8gAAAVKqOMG7yc6/nyQ4fFtI3rDG21bWEJY7O9MEiYAOgEKSguKFy7atWklJ0AkOyinRYifuABDDk8LbeSEgE2ggic8OCbbKN5AvwfIYQgG0/GBcMaINjbjt6HfOfubskGOwDCQgNknzIEPadkvsd/FjwWzjmAJuYFoB8AAkhzMHM4oa728gooneYy3FIp6Y9aRHGwAFJdIQUWVBWPYh55POkyKMaMwZH1xQMAkffWQcC3InrmTyPBrxHFEX33QxvWFC2bq78YZwi39WlDNFVzubzCgIAjRot40HsFIXmbasljI4KGNpPtS7vimfBsUmr8gv76Eh35Wlf6iIhVeNzt8MLU6bKjMqH6zulu79VkduKWAwATKAoApAS1nyAAABUqo4wbvJzr+fJDh8W0jesMbbVtYQljs70wSAiAi+XW7lXXtNQFANQCYqblfwAxL+Q4CysOZ4mU8DGmCWEJMJYfjPPpEwwAUOwMABxh2KTeGDv+/4HneaBANNdTOX/HOJH4f8F0VFzwVP8bHqzj+73TVACIRDTXWjQIRh6J+cK18P4QJTfjARFgGQLAtEIK5LtlJnuRKs0yxuDltvmyCs687ZPRIEPstqAP+SMEguvDGF7B0yXqoFSEQxL9V1gkQHCtHWP6KCchNX6Ow6qr5/ppcD7yJOUbHC3I6g6en2X2kpd/EDrnsXY1LjchKFTFo0EFrmM3euDvKsLBDRkuqRFa/8nmm6MWCeFt4CQek11U4ILcQ9m5IKkfX7U8prHdBkgEmAA=',
  'base64',
);

const SIDE = 24;

/** An APNG of squares of these colours. `cover`: what programs show that know no APNG is no part of the animation. */
export async function apng(colours: readonly string[], delays: ReadonlyArray<readonly [number, number]>, cover?: string): Promise<Buffer> {
  const frames = await Promise.all([...(cover === undefined ? [] : [cover]), ...colours].map(square));
  const parts: Buffer[] = [chunk('acTL', u32(colours.length, 0))];
  let sequence = 0;
  for (const [n, frame] of frames.entries()) {
    const index = n - (cover === undefined ? 0 : 1);
    const [above, below] = delays[index] ?? [1, 10];
    const time = Buffer.alloc(4);
    time.writeUInt16BE(above, 0);
    time.writeUInt16BE(below, 2);
    if (index >= 0) parts.push(chunk('fcTL', Buffer.concat([u32(sequence++, SIDE, SIDE, 0, 0), time, Buffer.alloc(2)])));
    parts.push(n === 0 ? chunk('IDAT', frame.pixels) : chunk('fdAT', Buffer.concat([u32(sequence++), frame.pixels])));
  }
  return Buffer.concat([frames[0]!.head, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

/** An AVIF sequence of 160 × 120 px, five pictures a second, made by ffmpeg. */
export function avifSequence(seconds: number): Buffer {
  return makeVideo('a.avif', ['-f', 'lavfi', '-i', `testsrc2=s=160x120:r=5:d=${seconds}`, '-c:v', 'libaom-av1', '-cpu-used', '8', '-f', 'avif']);
}

async function square(background: string): Promise<{ head: Buffer; pixels: Buffer }> {
  const png = await sharp({ create: { width: SIDE, height: SIDE, channels: 4, background } })
    .png({ adaptiveFiltering: false })
    .toBuffer();
  const pixels: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') pixels.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return { head: png.subarray(0, 33), pixels: Buffer.concat(pixels) };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, i * 4);
  return bytes;
}
