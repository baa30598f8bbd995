import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { say, timed } from './say.mjs';

const DIST = join(root, 'dist');

/** The two halves: each is built again only when something it is made from changed. */
const HALVES = [
  { name: 'program', sources: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package.json'], result: 'main.js', build: buildProgram },
  { name: 'web page', sources: ['web', 'src/sdk', 'package-lock.json'], result: 'web/index.html', build: buildPage },
];

export function buildIsStale() {
  return HALVES.some((half) => isStale(half));
}

/** Builds the stale halves, both when `anew`; then a page that cannot be built is a failure. */
export async function buildStale({ node, anew }) {
  for (const half of HALVES) {
    if (!anew && !isStale(half)) continue;
    // Taken before: what is saved while it builds is built next time.
    const made = digest(half);
    try {
      await timed(`Building the ${half.name}…`, () => half.build(node, anew));
    } catch (error) {
      if (anew || half.result === 'main.js') throw error;
      say(`The web page could not be built; starting without it. npm run build shows why in full.\n${error.message.split('\n').slice(0, 8).join('\n')}`);
      continue;
    }
    writeFileSync(stampOf(half), made);
  }
}

/**
 * Compiled aside, then copied over: a Magpie that runs from dist meanwhile finds every module it loads late. Types are
 * checked by `npm run check` and by --build; who only wants to start does not wait for that.
 */
async function buildProgram(node, checked) {
  const aside = join(DIST, '.next');
  rmSync(aside, { recursive: true, force: true });
  await run(node, ['node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', aside, ...(checked ? [] : ['--noCheck'])]);
  const fresh = files(aside, '');
  for (const path of fresh) {
    mkdirSync(dirname(join(DIST, path)), { recursive: true });
    copyFileSync(join(aside, path), join(DIST, path));
  }
  const kept = new Set(fresh);
  for (const path of files(DIST, '')) if (!path.startsWith('web/') && !path.startsWith('.') && !kept.has(path)) rmSync(join(DIST, path));
  rmSync(aside, { recursive: true, force: true });
}

async function buildPage(node) {
  await run(node, ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
}

function isStale(half) {
  return !existsSync(join(DIST, half.result)) || !existsSync(stampOf(half)) || readFileSync(stampOf(half), 'utf8') !== digest(half);
}

function stampOf(half) {
  mkdirSync(DIST, { recursive: true });
  return join(DIST, `.stamp-${half.name.replace(' ', '-')}`);
}

/** Names, sizes and times of everything it is made from: 5 ms for some 400 files. */
function digest(half) {
  const hash = createHash('sha256');
  for (const source of half.sources) {
    const paths = statSync(join(root, source)).isDirectory() ? files(join(root, source), '').map((path) => `${source}/${path}`) : [source];
    for (const path of paths.filter((one) => !/\.test\.tsx?$/.test(one)).sort()) {
      const { size, mtimeMs } = statSync(join(root, path));
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Every file below `folder`, as paths relative to it with forward slashes. */
function files(folder, prefix) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    return entry.isDirectory() ? files(join(folder, entry.name), `${path}/`) : [path];
  });
}
