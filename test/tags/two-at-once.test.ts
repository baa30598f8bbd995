import { expect, test } from 'vitest';
import { addAlias, createTag, editTag } from '../../src/curate/tags/edit-tag.ts';
import { forEachEngine } from '../support/catalogs.ts';

const by = { actor: 'test', now: 1 };

forEachEngine('two who take one name for a tag at once', (open, tools) => {
  test('one has it, the other is told that it is taken', async () => {
    const place = await tools.newPlace();
    const catalogs = [await open(place), await open(place), await open(place), await open(place)];
    const own = await Promise.all(catalogs.map((catalog, at) => createTag(catalog, { name: `own${at}`, category: 'general' }, by)));
    for (let round = 0; round < 10; round += 1) {
      const name = `wanted${round}`;
      const deeds = [
        createTag(catalogs[0]!, { name, category: 'general' }, by),
        createTag(catalogs[1]!, { name, category: 'general' }, by),
        addAlias(catalogs[2]!, own[2]!.id, name, by),
        editTag(catalogs[3]!, own[3]!.id, { name }, by),
      ];
      const ends = await Promise.all(
        deeds.map((deed) =>
          deed.then(
            () => 'done',
            (error: { code?: string }) => error.code,
          ),
        ),
      );
      expect(ends.toSorted()).toEqual(['done', 'tag-taken', 'tag-taken', 'tag-taken']);
    }
  });
});
