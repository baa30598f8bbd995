import { describe, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import type { Pixels } from './pixels.ts';

/** A picture made of waves, different in each direction; the same bytes on every machine. */
function waves(width: number, height: number): Pixels {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      data[at++] = Math.round(255 * u * (1 - v));
      data[at++] = Math.round(127 + 120 * Math.sin(9 * u + 4 * v * v));
      data[at++] = Math.round(127 + 120 * Math.cos(5 * v - 7 * u * v));
    }
  }
  return { data, width, height, channels: 3 };
}

function distance(a: Buffer, b: Buffer): number {
  return a.reduce((sum, byte, i) => sum + (byte ^ b[i]!).toString(2).replaceAll('0', '').length, 0);
}

describe('fingerprint', () => {
  test('golden values', () => {
    const { phash, fineHash, colors, thumbhash } = fingerprint(waves(320, 240));
    expect({
      phash: phash.toString('hex'),
      fineHash: fineHash.toString('hex'),
      colors,
      thumbhash: thumbhash.toString('hex'),
    }).toMatchInlineSnapshot(`
      {
        "colors": [
          {
            "hex": "#20dcc0",
            "share": 0.239,
          },
          {
            "hex": "#4520d0",
            "share": 0.237,
          },
          {
            "hex": "#0b6531",
            "share": 0.2,
          },
          {
            "hex": "#9cd5f3",
            "share": 0.164,
          },
          {
            "hex": "#4b7ee4",
            "share": 0.159,
          },
        ],
        "fineHash": "b555a0004aaa9555e0009fffe0009fffe0009fffe0009fffe0009fffe0019ffb",
        "phash": "b5a04a95e09fe09f",
        "thumbhash": "5f750d2d8c816a788f6b768777887788fe1406b294",
      }
    `);
  });

  test('hardly changes with size, much with content', () => {
    const one = fingerprint(waves(320, 240));
    const small = fingerprint(waves(100, 75));
    const turned = fingerprint(waves(240, 320));
    expect(distance(one.phash, small.phash)).toBeLessThanOrEqual(2);
    expect(distance(one.fineHash, small.fineHash)).toBeLessThanOrEqual(12);
    expect(distance(one.phash, turned.phash)).toBeLessThanOrEqual(2);
    const { data, ...rest } = waves(320, 240);
    const upsideDown = fingerprint({ ...rest, data: Buffer.from(data.toReversed()) });
    expect(distance(one.phash, upsideDown.phash)).toBeGreaterThan(16);
  });

  test('a plain picture has one colour and a hash without noise', () => {
    const { phash, fineHash, colors } = fingerprint({ data: Buffer.alloc(300, 0x40), width: 10, height: 10, channels: 3 });
    expect(colors).toEqual([{ hex: '#404040', share: 1 }]);
    expect(phash.toString('hex')).toBe('8000000000000000');
    expect(fineHash.toString('hex')).toBe(`80${'00'.repeat(31)}`);
  });

  test('transparency is white paper for hash and colours, and kept in the placeholder', () => {
    const clear = fingerprint({ data: Buffer.alloc(400), width: 10, height: 10, channels: 4 });
    const white = fingerprint({ data: Buffer.alloc(300, 255), width: 10, height: 10, channels: 3 });
    expect(clear.phash).toEqual(white.phash);
    expect(clear.colors).toEqual([{ hex: '#ffffff', share: 1 }]);
    expect(clear.thumbhash).not.toEqual(white.thumbhash);
  });

  test('shares of a flag', () => {
    const data = Buffer.alloc(90 * 60 * 3);
    const stripes = [
      [0, 0, 0],
      [221, 0, 0],
      [255, 206, 0],
    ] as const;
    for (let i = 0; i < 90 * 60; i++) data.set(stripes[Math.floor(i / (90 * 20))]!, i * 3);
    const { colors } = fingerprint({ data, width: 90, height: 60, channels: 3 });
    expect(colors.length).toBeGreaterThanOrEqual(3);
    for (const hex of ['#000000', '#dd0000', '#ffce00']) expect(colors.map((color) => color.hex)).toContain(hex);
    expect(colors.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 1);
  });

  test.each([
    [1, 1],
    [1, 320],
    [320, 1],
    [3, 2],
  ])('%i × %i px', (width, height) => {
    const { phash, fineHash, colors, thumbhash } = fingerprint(waves(width, height));
    expect([phash.length, fineHash.length]).toEqual([8, 32]);
    expect(colors.length).toBeGreaterThan(0);
    expect(thumbhash.length).toBeGreaterThan(4);
  });
});
