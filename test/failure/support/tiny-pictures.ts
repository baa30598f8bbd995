import sharp from 'sharp';

/** `count` PNGs of 8 × 8 px (about 270 bytes), no two alike. */
export async function tinyPictures(count: number): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (let n = 0; n < count; n += 1) {
    const pixels = Buffer.from(Array.from({ length: 8 * 8 * 3 }, (_, i) => (n * 7 + i * (1 + (n >> 8)) * 13) & 255));
    pixels.writeUInt32BE(n);
    pictures.push(
      await sharp(pixels, { raw: { width: 8, height: 8, channels: 3 } })
        .png({ compressionLevel: 0 })
        .toBuffer(),
    );
  }
  return pictures;
}
