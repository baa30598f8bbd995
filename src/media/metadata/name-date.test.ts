import { expect, test } from 'vitest';
import { dateInName } from './name-date.ts';

const NOW = Date.UTC(2026, 0, 1);
const MOMENT = Date.UTC(2023, 0, 2, 3, 4, 5);

test.each([
  ['IMG_20230102_030405.jpg', MOMENT],
  ['IMG_20230102_030405678.jpg', MOMENT + 678],
  ['VID_20230102_030405.mp4', MOMENT],
  ['MVIMG_20230102_030405.jpg', MOMENT],
  ['20230102_030405.jpg', MOMENT],
  ['20230102_030405(1).jpg', MOMENT],
  ['Screenshot_20230102-030405.png', MOMENT],
  ['Screenshot_20230102-030405_Chrome.png', MOMENT],
  ['Screenshot 2023-01-02 at 03.04.05.png', MOMENT],
  ['Screen Shot 2023-01-02 at 3.04.05 PM.png', MOMENT + 12 * 3_600_000],
  ['Screenshot from 2023-01-02 03-04-05.png', MOMENT],
  ['WhatsApp Image 2023-01-02 at 03.04.05.jpeg', MOMENT],
  ['signal-2023-01-02-030405.jpg', MOMENT],
  ['2023-01-02 03.04.05.jpg', MOMENT],
  ['photo_2023-01-02_03-04-05.jpg', MOMENT],
  ['IMG-20230102-WA0007.jpg', Date.UTC(2023, 0, 2, 12)],
])('%s', (name, takenAt) => {
  expect(dateInName(name, NOW)).toEqual({ takenAt });
});

test('a Pixel phone writes UTC', () => {
  expect(dateInName('PXL_20230102_030405678.jpg', NOW)).toEqual({ takenAt: MOMENT + 678, takenAtOffsetMinutes: 0 });
});

test.each([
  'DSC_0042.jpg',
  'd41d8cd98f00b204e9800998ecf8427e.png',
  '20230102.jpg',
  '20231302_030405.jpg',
  '20230230_030405.jpg',
  '20400102_030405.jpg',
  '1202301020304051.jpg',
  'sample_20230102.jpg',
  'ComfyUI_00012_.png',
])('no date: %s', (name) => {
  expect(dateInName(name, NOW)).toBeUndefined();
});
