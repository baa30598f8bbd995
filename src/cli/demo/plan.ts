import { type Random, seededRandom } from './random.ts';

/** What ingest makes of a demo file. `refused`: it ends with a reason instead of an asset. */
export type DemoExpectation = 'ingested' | 'duplicate' | 'refused';

export interface DemoPhoto {
  readonly kind: 'photo';
  readonly path: string;
  readonly scene: number;
  readonly width: number;
  readonly height: number;
  readonly camera: DemoCamera;
  /** Milliseconds since 1970, wall-clock time of the camera. */
  readonly takenAt: number;
  readonly expect: 'ingested';
}

/** A file with a known relation to others, or a known fault; see make-special.ts for how each is made. */
export interface DemoSpecial {
  readonly kind: 'special';
  readonly path: string;
  readonly recipe: SpecialRecipe;
  readonly expect: DemoExpectation;
}

export type SpecialRecipe =
  | {
      readonly make: 'copy' | 'smaller' | 'coarser' | 'cropped' | 'brighter' | 'as-png' | 'as-webp' | 'as-avif' | 'as-tiff' | 'as-jpeg';
      readonly of: number;
    }
  | { readonly make: 'turned'; readonly of: number; readonly orientation: number }
  | { readonly make: 'animation' | 'alpha' | 'empty' | 'text' | 'svg' | 'garbage'; readonly of?: undefined }
  | { readonly make: 'cut-jpeg' | 'cut-png'; readonly of: number };

export interface DemoCamera {
  readonly make: string;
  readonly model: string;
  readonly lens: string;
  readonly focalLengthMm: number;
  readonly aperture: number;
  readonly iso: number;
  readonly exposureSeconds: number;
  /** Where the trip went: degrees north and east. */
  readonly place: readonly [number, number];
}

export interface DemoPlan {
  readonly photos: readonly DemoPhoto[];
  readonly specials: readonly DemoSpecial[];
}

/**
 * The demo library as a list: `count` files (at least 50), the photographs over several years and trips, then copies,
 * near-duplicates, all orientations, other formats and broken files. Same count and seed, same plan.
 */
export function demoPlan(count: number, seed = 1): DemoPlan {
  const random = seededRandom(seed);
  const wanted = Math.max(50, count) - SPECIALS.length;
  const photos: DemoPhoto[] = [];
  for (let trip = 0; photos.length < wanted; trip += 1) {
    const { folder, start, place } = tripOf(trip);
    const camera = random.pick(CAMERAS);
    const shots = Math.min(wanted - photos.length, 8 + Math.floor(random.next() * 14));
    const first = 100 + Math.floor(random.next() * 8000);
    for (let shot = 0; shot < shots; shot += 1) {
      const [width, height] = random.pick(SHAPES);
      photos.push({
        kind: 'photo',
        path: `${folder}/${camera.prefix}${String(first + shot * 3).padStart(4, '0')}.jpg`,
        scene: seed * 1000 + photos.length,
        width,
        height,
        camera: settings(camera, place, random),
        // Whole seconds: EXIF knows nothing finer.
        takenAt: start + Math.floor(((shot + random.next()) / shots) * 5 * DAY_SECONDS) * 1000,
        expect: 'ingested',
      });
    }
  }
  return { photos, specials: SPECIALS };
}

const DAY_SECONDS = 86_400;

const SHAPES: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  [1440, 960],
  [1440, 960],
  [1440, 960],
  [960, 1440],
  [1440, 1080],
  [1080, 1440],
  [1440, 810],
  [810, 1440],
  [1200, 1200],
  [1600, 680],
];

const TRIPS: readonly [string, number, number][] = [
  ['Iceland', 64.1, -19.0],
  ['Dolomites', 46.4, 11.8],
  ['Kyoto', 35.0, 135.8],
  ['Lofoten', 68.2, 14.6],
  ['Lisbon', 38.7, -9.1],
  ['Namib', -24.7, 15.3],
  ['Garden', 52.5, 13.4],
  ['Highlands', 57.1, -4.7],
  ['Patagonia', -50.9, -73.0],
  ['New York', 40.7, -74.0],
];

function tripOf(index: number): { folder: string; start: number; place: readonly [number, number] } {
  const [name, north, east] = TRIPS[index % TRIPS.length]!;
  // Newest trips first, about four months apart, so that any count spans more than one year.
  const start = Date.UTC(2025, 8 - 4 * index, 3 + ((index * 7) % 20), 8);
  return { folder: `${new Date(start).getUTCFullYear()} ${name}`, start, place: [north, east] };
}

interface CameraBody {
  readonly make: string;
  readonly model: string;
  readonly lens: string;
  readonly prefix: string;
  readonly focal: readonly [number, number];
}

const CAMERAS: readonly [CameraBody, ...CameraBody[]] = [
  { make: 'FUJIFILM', model: 'X-T5', lens: 'XF16-55mmF2.8 R LM WR', prefix: 'DSCF', focal: [16, 55] },
  { make: 'SONY', model: 'ILCE-7M4', lens: 'FE 24-70mm F2.8 GM II', prefix: 'DSC0', focal: [24, 70] },
  { make: 'Canon', model: 'EOS R6', lens: 'RF24-105mm F4 L IS USM', prefix: 'IMG_', focal: [24, 105] },
  { make: 'NIKON CORPORATION', model: 'Z 6_2', lens: 'NIKKOR Z 24-70mm f/4 S', prefix: 'DSC_', focal: [24, 70] },
  { make: 'Google', model: 'Pixel 8 Pro', lens: 'Pixel 8 Pro back camera 6.9mm f/1.68', prefix: 'PXL_', focal: [7, 7] },
];

function settings(body: CameraBody, place: readonly [number, number], random: Random): DemoCamera {
  return {
    make: body.make,
    model: body.model,
    lens: body.lens,
    focalLengthMm: Math.round(random.between(body.focal[0], body.focal[1])),
    aperture: random.pick([1.8, 2.8, 4, 5.6, 8, 11]),
    iso: random.pick([100, 200, 400, 800, 1600]),
    exposureSeconds: 1 / random.pick([30, 60, 125, 250, 500, 1000]),
    place: [place[0] + random.between(-0.2, 0.2), place[1] + random.between(-0.2, 0.2)],
  };
}

const special = (path: string, expect: DemoExpectation, recipe: SpecialRecipe): DemoSpecial => ({ kind: 'special', path, expect, recipe });

const SPECIALS: readonly DemoSpecial[] = [
  ...[0, 1, 2, 3, 4, 5].map((of) => special(`Backup/copy of photo ${of + 1}.jpg`, 'duplicate', { make: 'copy', of })),
  special('Edited/smaller.jpg', 'ingested', { make: 'smaller', of: 0 }),
  special('Edited/coarser.jpg', 'ingested', { make: 'coarser', of: 1 }),
  special('Edited/cropped.jpg', 'ingested', { make: 'cropped', of: 2 }),
  special('Edited/brighter.jpg', 'ingested', { make: 'brighter', of: 3 }),
  special('Edited/lossless.png', 'ingested', { make: 'as-png', of: 4 }),
  special('Edited/for the web.webp', 'ingested', { make: 'as-webp', of: 5 }),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => special(`Orientation/turned-${orientation}.jpg`, 'ingested', { make: 'turned', of: 6, orientation })),
  special('Formats/modern.avif', 'ingested', { make: 'as-avif', of: 7 }),
  special('Formats/print.tiff', 'ingested', { make: 'as-tiff', of: 8 }),
  special('Formats/a jpeg named.png', 'ingested', { make: 'as-jpeg', of: 9 }),
  special('Formats/animation.gif', 'ingested', { make: 'animation' }),
  special('Formats/see-through.png', 'ingested', { make: 'alpha' }),
  special('Broken/cut off.jpg', 'refused', { make: 'cut-jpeg', of: 10 }),
  special('Broken/cut off.png', 'refused', { make: 'cut-png', of: 11 }),
  special('Broken/empty.jpg', 'refused', { make: 'empty' }),
  special('Broken/a letter.jpg', 'refused', { make: 'text' }),
  special('Broken/noise.jpg', 'refused', { make: 'garbage' }),
  special('Broken/drawing.svg', 'refused', { make: 'svg' }),
];
