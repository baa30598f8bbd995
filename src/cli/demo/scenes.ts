import { Canvas, type Color, hex, mix } from './canvas.ts';
import { rollingLine } from './noise.ts';
import { type Random, seededRandom } from './random.ts';

/** What the light of a scene is made of: sky from top to horizon, the far and the near land, the sun or moon. */
interface Palette {
  readonly sky: readonly Color[];
  readonly far: Color;
  readonly near: Color;
  readonly sun: Color;
  readonly night?: boolean;
}

const palette = (sky: readonly string[], far: string, near: string, sun: string, night = false): Palette => ({
  sky: sky.map(hex),
  far: hex(far),
  near: hex(near),
  sun: hex(sun),
  night,
});

const PALETTES: readonly [Palette, ...Palette[]] = [
  palette(['#1b3a6b', '#5f8dc4', '#f6c89f', '#ffe3b8'], '#8fa3bf', '#16263a', '#fff4d6'),
  palette(['#2a2350', '#8a4a7d', '#e8735a', '#ffc27a'], '#9c6a7e', '#1d1428', '#fff0c0'),
  palette(['#2f7fd0', '#79b8ea', '#cfe8f7'], '#8fb3cc', '#1f4a3a', '#fffdf0'),
  palette(['#0a1026', '#14264d', '#2f4f7c'], '#33507a', '#060b18', '#f2f5ff', true),
  palette(['#3a6f78', '#8fc0b5', '#f3e9c9'], '#9db9a8', '#203a30', '#fff8dc'),
  palette(['#6b2f4a', '#c9566b', '#f79a6b', '#ffd9a0'], '#b06a6e', '#2a1420', '#ffe9b0'),
];

const SCENES: readonly [Scene, ...Scene[]] = [mountains, lake, sea, dunes, city, bokeh, forest, flower];
type Scene = (canvas: Canvas, light: Palette, random: Random) => void;

/** Draws scene number `seed`: raw sRGB pixels, three bytes each. Same seed and size, same pixels. */
export function drawScene(seed: number, width: number, height: number): Buffer {
  const random = seededRandom(seed);
  const canvas = new Canvas(width, height);
  const light = random.pick(PALETTES);
  // In turn, not by chance: neighbours in the gallery then differ.
  (SCENES[seed % SCENES.length] ?? mountains)(canvas, light, random);
  canvas.finish(random, 9);
  return Buffer.from(canvas.pixels.buffer);
}

function heavens(canvas: Canvas, light: Palette, random: Random, horizon: number): void {
  canvas.sky(light.sky, 0, horizon + 2);
  // Land will cover it; where a valley lies below the horizon, haze shows.
  canvas.sky([light.sky.at(-1)!, light.far], horizon, canvas.height);
  const { width } = canvas;
  if (light.night)
    for (let i = 0; i < 220; i += 1)
      canvas.disc(random.between(0, width), random.between(0, horizon), random.between(0.7, 1.9), [255, 255, 255], random.between(0.3, 1), 0);
  const [x, y, r] = [random.between(0.2, 0.8) * width, random.between(0.35, 0.8) * horizon, random.between(0.025, 0.05) * width];
  canvas.disc(x, y, r * 7, light.sun, light.night ? 0.25 : 0.55, 1, horizon);
  canvas.disc(x, y, r, light.sun, 0.96, 0, horizon);
  for (let i = 0; i < 5; i += 1) {
    const [cx, cy] = [random.between(0, width), random.between(0.05, 0.7) * horizon];
    for (let j = 0; j < 9; j += 1)
      canvas.disc(
        cx + random.between(-0.16, 0.16) * width,
        cy + random.between(-0.012, 0.012) * canvas.height,
        random.between(0.02, 0.06) * width,
        mix(light.sky.at(-1)!, [255, 255, 255], 0.5),
        0.12,
        1,
        horizon,
      );
  }
}

function ridges(canvas: Canvas, light: Palette, random: Random, from: number, to: number, layers: number): void {
  for (let i = 0; i < layers; i += 1) {
    const t = i / Math.max(1, layers - 1);
    const line = rollingLine(random, random.between(2, 4) + i, 6, 0.5);
    const [base, reach] = [from + (to - from) * t, canvas.height * (0.3 - 0.16 * t)];
    const body = mix(light.far, light.near, t);
    canvas.ridge((x) => base - (line(x / canvas.width) - 0.35) * reach, body, mix(body, light.sky.at(-1)!, 0.45 * (1 - t)), canvas.height * 0.22);
  }
}

function mountains(canvas: Canvas, light: Palette, random: Random): void {
  heavens(canvas, light, random, Math.round(canvas.height * 0.7));
  ridges(canvas, light, random, canvas.height * 0.55, canvas.height * 0.95, 5);
}

function lake(canvas: Canvas, light: Palette, random: Random): void {
  const shore = Math.round(canvas.height * random.between(0.55, 0.66));
  heavens(canvas, light, random, shore);
  ridges(canvas, light, random, shore * 0.82, shore * 0.99, 3);
  canvas.mirror(shore, light.near, 0.12, random);
}

function sea(canvas: Canvas, light: Palette, random: Random): void {
  const horizon = Math.round(canvas.height * random.between(0.45, 0.6));
  heavens(canvas, light, random, horizon);
  canvas.mirror(horizon, mix(light.near, hex('#1d5f7a'), 0.6), 0.35, random);
  for (let i = 0; i < 700; i += 1) {
    const depth = random.next() ** 2;
    canvas.rect(
      random.between(0, canvas.width),
      horizon + depth * (canvas.height - horizon),
      6 + depth * 60,
      1 + depth * 2,
      light.sun,
      0.06 + 0.1 * random.next(),
    );
  }
  const [middle, wide] = [random.between(0.15, 0.85), random.between(0.08, 0.2)];
  const line = rollingLine(random, 6, 5, 0.55);
  canvas.ridge(
    (x) => horizon - Math.max(0, 1 - ((x / canvas.width - middle) / wide) ** 2) * (0.4 + line(x / canvas.width)) * canvas.height * 0.12,
    light.near,
    mix(light.near, light.far, 0.4),
    canvas.height * 0.1,
    horizon + 1,
  );
}

function dunes(canvas: Canvas, light: Palette, random: Random): void {
  heavens(canvas, light, random, Math.round(canvas.height * 0.55));
  const [lit, dark] = [hex('#f0bf7f'), hex('#7a3d22')];
  for (let i = 0; i < 6; i += 1) {
    const line = rollingLine(random, 1.5 + i * 0.4, 2, 0.35);
    const base = canvas.height * (0.5 + i * 0.1);
    canvas.ridge(
      (x) => base - (line(x / canvas.width) - 0.4) * canvas.height * 0.28,
      mix(lit, light.far, 0.3 - i * 0.05),
      mix(dark, lit, 0.15 + 0.1 * i),
      canvas.height * 0.25,
    );
  }
}

function city(canvas: Canvas, light: Palette, random: Random): void {
  heavens(canvas, light, random, Math.round(canvas.height * 0.85));
  for (let row = 0; row < 3; row += 1) {
    const wall = mix(mix(light.far, light.near, 0.3 + row * 0.35), [8, 10, 22], 0.25 * row);
    for (let x = -10; x < canvas.width; ) {
      const wide = random.between(0.03, 0.08) * canvas.width;
      const top = canvas.height * (random.between(0.35, 0.65) + row * 0.12);
      canvas.rect(x, top, wide, canvas.height - top, wall);
      const cell = Math.max(5, canvas.width * 0.008);
      for (let wy = top + cell; wy < canvas.height; wy += cell * 1.9)
        for (let wx = x + cell * 0.7; wx < x + wide - cell; wx += cell * 1.5)
          if (random.next() < 0.4)
            canvas.rect(wx, wy, cell * 0.7, cell, random.pick([hex('#ffd98a'), hex('#ffeec2'), hex('#9fd0ff')]), random.between(0.35, 0.95));
      x += wide * random.between(0.9, 1.15);
    }
  }
}

function bokeh(canvas: Canvas, light: Palette, random: Random): void {
  canvas.sky([mix(light.near, light.sky[0]!, 0.5), light.near, mix(light.near, light.sky.at(-1)!, 0.25)], 0, canvas.height);
  for (let i = 0; i < 70; i += 1) {
    const r = random.between(0.015, 0.09) * canvas.width;
    const color = mix(random.pick([light.sun, light.far, light.sky.at(-1)!, hex('#ff8fb0'), hex('#7fe0d0')]), [255, 255, 255], random.between(0, 0.3));
    const [x, y] = [random.between(0, canvas.width), random.between(0, canvas.height)];
    canvas.disc(x, y, r, color, random.between(0.12, 0.4), 0.15);
    canvas.disc(x, y, r * 1.8, color, 0.08, 1);
  }
}

function forest(canvas: Canvas, light: Palette, random: Random): void {
  heavens(canvas, light, random, Math.round(canvas.height * 0.8));
  for (let i = 0; i < 4; i += 1) {
    const t = i / 3;
    const ground = rollingLine(random, 3, 3, 0.5);
    const trees = Array.from({ length: 26 + i * 8 }, () => ({ x: random.next(), tall: random.between(0.1, 0.22) * (0.6 + t * 0.8) }));
    const base = canvas.height * (0.62 + 0.12 * i);
    const body = mix(light.far, light.near, t);
    canvas.ridge(
      (x) => {
        const here = x / canvas.width;
        const tip = trees.reduce(
          (best, tree) => Math.max(best, tree.tall - Math.abs(here - tree.x) * (7 - 2 * t) * (1 + 0.35 * Math.sin(Math.abs(here - tree.x) * 900))),
          0,
        );
        return base - ground(here) * canvas.height * 0.08 - tip * canvas.height;
      },
      body,
      mix(body, light.sky.at(-1)!, 0.35 * (1 - t)),
      canvas.height * 0.25,
    );
  }
}

function flower(canvas: Canvas, light: Palette, random: Random): void {
  canvas.sky([hex('#2f5a3a'), mix(hex('#6fa35a'), light.far, 0.3), hex('#20402c')], 0, canvas.height);
  for (let i = 0; i < 40; i += 1)
    canvas.disc(
      random.between(0, canvas.width),
      random.between(0, canvas.height),
      random.between(0.03, 0.14) * canvas.width,
      mix(hex('#b8d98a'), light.sky.at(-1)!, random.next()),
      0.14,
      1,
    );
  const tone = random.pick([hex('#e8476a'), hex('#f2b632'), hex('#8b5fd6'), hex('#f4f0ea'), hex('#ff7f50')]);
  const [cx, cy, size] = [random.between(0.38, 0.62) * canvas.width, random.between(0.4, 0.6) * canvas.height, Math.min(canvas.width, canvas.height)];
  const petals = 7 + Math.floor(random.next() * 8);
  const spin = random.between(0, 6);
  for (let ring = 0; ring < 2; ring += 1)
    for (let i = 0; i < petals; i += 1) {
      const angle = spin + ((i + ring / 2) / petals) * Math.PI * 2;
      for (let step = 0; step < 14; step += 1) {
        const reach = (0.06 + step * 0.018) * size * (1 - ring * 0.3);
        canvas.disc(
          cx + Math.cos(angle) * reach,
          cy + Math.sin(angle) * reach,
          size * (0.035 + 0.028 * Math.sin((step / 13) * Math.PI)),
          mix(mix(tone, [60, 10, 40], 0.4), mix(tone, [255, 255, 255], 0.35), step / 13),
          0.5,
          0.2,
        );
      }
    }
  canvas.disc(cx, cy, size * 0.085, hex('#5a3a1a'), 1, 0.1);
  for (let i = 0; i < 120; i += 1)
    canvas.disc(cx + random.between(-0.07, 0.07) * size, cy + random.between(-0.07, 0.07) * size, size * 0.006, hex('#f4c542'), 0.7, 0);
}
