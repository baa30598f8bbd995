import { expect, test } from 'vitest';
import { forEachEngine } from '../../test/support/catalogs.ts';
import type { FoundFile } from './found-file.ts';
import { WatchSession } from './watch-session.ts';

const found = (name: string): FoundFile => ({ path: `/inbox/${name}`, name, size: 10, mtimeMs: 1.5, ctimeMs: 2.5 });

forEachEngine('the session of a watched folder', (open) => {
  test('offers what lay there unwanted once more when a setting wants it, and nothing else', async () => {
    const catalog = await open();
    const offered = async (): Promise<string[]> => {
      const jobs = await catalog.read.selectFrom('job').select('name').where('lane', '=', 'ingest').orderBy('id').execute();
      return jobs.map(({ name }) => name);
    };
    const files = [found('a.jpg'), found('b.pdf'), found('c.mp3')];
    for (const keepOtherFiles of [[], [], ['pdf'], ['pdf'], ['pdf', 'audio']]) {
      await new WatchSession(catalog, '/inbox', 'move', Date.now, keepOtherFiles).offerFound(files);
    }
    expect(await offered()).toEqual(['a.jpg', 'b.pdf', 'c.mp3', 'b.pdf', 'c.mp3']);
  });
});
