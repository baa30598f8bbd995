import { expect, test } from 'vitest';
import { cameraLine, coordinates, exposureLine, mapAddress, megapixels, plainFileLine } from './fact-lines.ts';

test('the maker is named once', () => {
  expect(cameraLine({ make: 'NIKON CORPORATION', model: 'NIKON D750' })).toBe('NIKON D750');
  expect(cameraLine({ make: 'Apple', model: 'iPhone 4' })).toBe('Apple iPhone 4');
  expect(cameraLine({ make: 'FUJIFILM', model: null })).toBe('FUJIFILM');
  expect(cameraLine({ make: null, model: null })).toBeNull();
});

test('exposure, place and size', () => {
  const camera = { make: null, model: null, lens: null, focalLengthMm: 52, aperture: 2.8, iso: 200, exposureSeconds: 1 / 320, software: null };
  expect(exposureLine(camera)).toEqual(['52 mm', 'f/2.8', '1/320 s', 'ISO 200']);
  expect(coordinates({ latitude: -33.5, longitude: 151.25 })).toBe('33.50000° S, 151.25000° E');
  expect(mapAddress({ latitude: -33.5, longitude: 151.25 })).toBe(
    'https://www.openstreetmap.org/?mlat=-33.500000&mlon=151.250000#map=15/-33.500000/151.250000',
  );
  expect(megapixels({ width: 4000, height: 3000 })).toBe('12 MP');
});

test('a file without a picture is called by the ending of its name', () => {
  expect(plainFileLine({ name: 'Report.PDF', format: 'pdf' })).toBe('PDF file');
  expect(plainFileLine({ name: 'notes.md', format: 'txt' })).toBe('MD file');
  expect(plainFileLine({ name: 'LICENSE', format: 'txt' })).toBe('TXT file');
  expect(plainFileLine({ name: '.profile', format: 'bin' })).toBe('UNKNOWN file');
});
