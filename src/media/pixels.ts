/** Upright 8-bit sRGB pixels, row by row without padding; with four channels the last is straight (not premultiplied) alpha. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** Whether any pixel lets the background through. Many PNGs carry an alpha channel that says 255 everywhere. */
export function hasTransparency(pixels: Pixels): boolean {
  if (pixels.channels === 3) return false;
  const { data } = pixels;
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return true;
  return false;
}

/** The colour channels alone. Right only where `hasTransparency` is false. */
export function withoutAlpha(pixels: Pixels): Pixels {
  if (pixels.channels === 3) return pixels;
  const count = pixels.width * pixels.height;
  const data = Buffer.allocUnsafe(count * 3);
  for (let i = 0, from = 0, to = 0; i < count; i++, from += 4, to += 3) {
    data[to] = pixels.data[from]!;
    data[to + 1] = pixels.data[from + 1]!;
    data[to + 2] = pixels.data[from + 2]!;
  }
  return { data, width: pixels.width, height: pixels.height, channels: 3 };
}
