/**
 * Folders that hold no pictures of anybody: hidden ones, thumbnails and recycle bins of NAS systems, snapshots, packages
 * of programs. A `.magpieignore` that says `!node_modules` has the last word, but not for hidden ones.
 */
export function ignoredFolder(name: string): boolean {
  return IGNORED.test(name);
}

/** Nothing in them is ever looked at. */
export function hiddenFolder(name: string): boolean {
  return name.startsWith('.');
}

const NAMES = [
  '@eaDir',
  '@Recycle',
  '@Recently-Snapshot',
  '#recycle',
  '#snapshot',
  '\\$RECYCLE\\.BIN',
  'System Volume Information',
  'lost\\+found',
  'node_modules',
  '__MACOSX',
];
const IGNORED = new RegExp(`^(?:${NAMES.join('|')})$`, 'i');

/**
 * The same, and folders of more names, for the native watcher, which takes expressions over paths: they are not watched. The
 * one hidden file whose changes matter is the `.magpieignore`.
 */
export function unwatchedPaths(names: readonly string[]): RegExp {
  const literal = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(^|/)(\\.(?!magpieignore$)[^/]+|${[...NAMES, ...literal].join('|')})(/|$)`);
}
