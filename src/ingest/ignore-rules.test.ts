import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../../test/support/temp-dir.ts';
import { RuleBook } from './ignore-rules.ts';
import { unwatchedPaths } from './ignored-folder.ts';
import { walk } from './walk.ts';

function tree(files: Record<string, string>): string {
  const root = tempDir('ignore');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function walked(root: string, from = root): Promise<{ files: string[]; ignored: string[]; looks: Record<string, number> }> {
  const files: string[] = [];
  const ignored: string[] = [];
  const looks: Record<string, number> = {};
  const options = {
    recursive: true,
    onIgnored: (path: string) => ignored.push(relative(root, path)),
    onLook: (look: { path: string; files: number }) => (looks[relative(root, look.path)] = look.files),
  };
  for await (const batch of walk([from], options)) files.push(...batch.map((path) => relative(root, path)));
  return { files: files.sort(), ignored: ignored.sort(), looks };
}

const FILES = {
  '.magpieignore': 'cache/\n*.bak.jpg\n!keep.bak.jpg\n/only-here.jpg\n!node_modules/\n# a remark\n',
  'a.jpg': '',
  'a.bak.jpg': '',
  'keep.bak.jpg': '',
  'only-here.jpg': '',
  'in/only-here.jpg': '',
  'in/cache/x.jpg': '',
  'in/deep/.magpieignore': '!cache/\n!z.bak.jpg\n*.png\n',
  'in/deep/cache/y.jpg': '',
  'in/deep/z.png': '',
  'in/deep/z.bak.jpg': '',
  'in/deep/notes.txt': '',
  'in/node_modules/n.jpg': '',
  'in/@eaDir/thumb.jpg': '',
  'in/#recycle/r.jpg': '',
  '.Trash-1000/t.jpg': '',
};

test('a .magpieignore in any folder, the deepest deciding; built-in names unless wanted', async () => {
  const root = tree(FILES);
  const wanted = ['a.jpg', 'in/deep/notes.txt', 'in/deep/z.bak.jpg', 'in/node_modules/n.jpg', 'in/only-here.jpg', 'keep.bak.jpg'];
  const found = await walked(root);
  expect(found.files).toEqual(wanted);
  expect(found.ignored).toEqual(['in/cache', 'in/deep/cache']);
  expect(found.looks).toEqual({ '': 2, in: 1, 'in/deep': 1, 'in/node_modules': 1 });
  // One path at a time, as the watcher asks.
  const book = new RuleBook(root);
  const one = await Promise.all(Object.keys(FILES).map(async (path) => ((await book.ignoresFile(join(root, path))) ? [] : [path])));
  expect(
    one
      .flat()
      .filter((path) => !path.endsWith('.magpieignore'))
      .sort(),
  ).toEqual(wanted);
});

test('the rules above the folder that is walked hold, unless they leave out that very folder', async () => {
  const root = tree(FILES);
  expect((await walked(root, join(root, 'in/deep'))).files).toEqual(['in/deep/notes.txt', 'in/deep/z.bak.jpg']);
  expect((await walked(root, join(root, 'in'))).files).not.toContain('in/cache/x.jpg');
  expect((await walked(root, join(root, 'in/cache'))).files).toEqual(['in/cache/x.jpg']);
});

test('what the watcher is told to leave alone', () => {
  const left = unwatchedPaths(['cache (old)', 'a.b']);
  for (const path of ['@eaDir', 'x/@eaDir/y', 'x/node_modules', '.git/objects', 'x/.cache', '.magpieignore/x', 'cache (old)/1', 'x/a.b'])
    expect([path, left.test(path)]).toEqual([path, true]);
  for (const path of ['x/eaDir', 'my node_modules', 'a.jpg', 'x.y/z', 'axb', 'cache', '.magpieignore', 'x/.magpieignore'])
    expect([path, left.test(path)]).toEqual([path, false]);
});
