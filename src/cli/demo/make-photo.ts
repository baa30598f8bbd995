import sharp, { type Sharp } from 'sharp';
import type { DemoCamera, DemoPhoto } from './plan.ts';
import { drawScene } from './scenes.ts';

/** The pixels of a demo photograph, ready for an encoder. */
export function photoPixels(photo: DemoPhoto): Sharp {
  const { width, height } = photo;
  return sharp(drawScene(photo.scene, width, height), { raw: { width, height, channels: 3 } });
}

/** The file as the camera would have written it: a JPEG with its EXIF. */
export function makePhoto(photo: DemoPhoto): Promise<Buffer> {
  return photoPixels(photo).withExif(exifOf(photo.camera, photo.takenAt)).jpeg({ quality: 84 }).toBuffer();
}

type ExifBlock = Record<'IFD0' | 'IFD2' | 'IFD3', Record<string, string>>;

function exifOf(camera: DemoCamera, takenAt: number): ExifBlock {
  const date = new Date(takenAt).toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
  const [north, east] = camera.place;
  return {
    IFD0: { Make: camera.make, Model: camera.model, Software: 'Magpie demo', DateTime: date },
    IFD2: {
      DateTimeOriginal: date,
      ExposureTime: `1/${Math.round(1 / camera.exposureSeconds)}`,
      FNumber: `${Math.round(camera.aperture * 10)}/10`,
      ISOSpeedRatings: String(camera.iso),
      FocalLength: `${camera.focalLengthMm}/1`,
      LensModel: camera.lens,
    },
    IFD3: {
      GPSLatitudeRef: north < 0 ? 'S' : 'N',
      GPSLatitude: degrees(north),
      GPSLongitudeRef: east < 0 ? 'W' : 'E',
      GPSLongitude: degrees(east),
    },
  };
}

/** Degrees, minutes, hundredths of seconds as EXIF rationals. */
function degrees(value: number): string {
  const hundredths = Math.round(Math.abs(value) * 360_000);
  return `${Math.floor(hundredths / 360_000)}/1 ${Math.floor(hundredths / 6000) % 60}/1 ${hundredths % 6000}/100`;
}
