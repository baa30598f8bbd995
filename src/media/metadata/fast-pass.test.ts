import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { fastPass } from './fast-pass.ts';

type Exif = NonNullable<Parameters<Sharp['withExif']>[0]>;

const picture = sharp({ create: { width: 8, height: 6, channels: 3, background: '#456' } });

/** The facts of an EXIF block alone. */
async function readExif(exif: Buffer | undefined) {
  return (await fastPass(Buffer.alloc(0), 'webp', { exif, xmp: undefined })).facts;
}

async function block(exif: Exif): Promise<Buffer | undefined> {
  return (await sharp(await picture.clone().jpeg().withExif(exif).toBuffer()).metadata()).exif;
}

const FULL: Exif = {
  IFD0: { Make: 'Nikon Corporation \u0001', Model: 'D70', Software: 'Ver.1' },
  IFD2: {
    DateTimeOriginal: '2005:12:14 14:39:47',
    OffsetTimeOriginal: '+01:00',
    FNumber: '28/10',
    ExposureTime: '1/60',
    FocalLength: '500/10',
    ISOSpeedRatings: '1000',
    LensModel: '18.0-70.0 mm f/3.5-4.5',
  },
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '43/1 47/1 814/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '11/1 14/1 459/100',
    GPSAltitudeRef: '0',
    GPSAltitude: '91/1',
  },
};

test('all fields', async () => {
  expect(await readExif(await block(FULL))).toEqual({
    takenAt: Date.UTC(2005, 11, 14, 13, 39, 47),
    takenAtOffsetMinutes: 60,
    cameraMake: 'Nikon Corporation',
    cameraModel: 'D70',
    lens: '18.0-70.0 mm f/3.5-4.5',
    focalLengthMm: 50,
    aperture: 2.8,
    iso: 1000,
    exposureSeconds: 1 / 60,
    latitude: -43.7855944,
    longitude: 11.2346083,
    altitudeMetres: 91,
    software: 'Ver.1',
  });
});

test('a height below the sea', async () => {
  const bytes = (await block(FULL))!;
  // tag 5, BYTE, one value: libexif always writes 0 there
  const at = bytes.indexOf(Buffer.from([5, 0, 1, 0, 1, 0, 0, 0, 0]));
  bytes[at + 8] = 1;
  expect(await readExif(bytes)).toMatchObject({ altitudeMetres: -91 });
});

test('values that cannot be are left out', async () => {
  const facts = await readExif(
    await block({
      IFD0: { Make: '   ', Model: 'x'.repeat(5000), Software: '\u0000\u0007' },
      IFD2: { DateTimeOriginal: '0000:00:00 00:00:00', FNumber: '0/0', ExposureTime: '1/0', FocalLength: '0/1', ISOSpeedRatings: '0' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '0/0 0/0 0/0', GPSLongitudeRef: 'E', GPSLongitude: '0/0 0/0 0/0' },
    }),
  );
  const { cameraModel, takenAt: _, doubtfulDate: __, ...rest } = facts;
  expect(cameraModel).toBe('x'.repeat(200));
  expect(rest).toEqual({});
});

test('a place outside the globe and the null island are no places', async () => {
  const at = (latitude: string, longitude: string) =>
    block({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: latitude, GPSLongitudeRef: 'E', GPSLongitude: longitude } });
  expect(await readExif(await at('91/1 0/1 0/1', '1/1 0/1 0/1'))).not.toHaveProperty('latitude');
  expect(await readExif(await at('0/1 0/1 0/1', '0/1 0/1 0/1'))).not.toHaveProperty('latitude');
  expect(await readExif(await at('0/1 30/1 0/1', '0/1 0/1 0/1'))).toMatchObject({ latitude: 0.5, longitude: 0 });
});

test('no block and garbage are no facts', async () => {
  expect(await readExif(undefined)).toEqual({});
  expect(await readExif(Buffer.alloc(0))).toEqual({});
  expect(await readExif(Buffer.from('Exif\0\0II*\0\xff\xff\xff\xff', 'latin1'))).toEqual({});
});

test.each(['jpeg', 'png', 'webp', 'avif'] as const)('camera and date come from %s too', async (encoder) => {
  const file = await picture.clone().withExif(FULL).toFormat(encoder).toBuffer();
  const { facts } = await fastPass(file, encoder === 'jpeg' ? 'jpg' : encoder, { exif: (await sharp(file).metadata()).exif, xmp: undefined });
  expect(facts).toMatchObject({ cameraModel: 'D70', takenAt: Date.UTC(2005, 11, 14, 13, 39, 47) });
});

test('and from a TIFF, which is itself built like an EXIF block', async () => {
  const file = (await block(FULL))!.subarray(6);
  const { facts } = await fastPass(file, 'tiff', { exif: undefined, xmp: undefined });
  expect(facts).toEqual(await readExif(file));
  expect(facts).toMatchObject({ cameraModel: 'D70' });
});
