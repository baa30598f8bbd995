import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Catalog, WriteTx } from '../../src/catalog/catalog.ts';
import { holdTag } from '../../src/catalog/tag-admin-queries.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { dropTag } from '../../src/catalog/tag-merge-queries.ts';
import { ensureTags, tagsByName, tagsOf } from '../../src/catalog/tag-queries.ts';
import { dropUnusedTags } from '../../src/catalog/unused-tag-queries.ts';
import { deleteTag } from '../../src/curate/tags/edit-tag.ts';
import { addRule } from '../../src/curate/tags/rules.ts';
import { editTags } from '../../src/enrich/edit-tags.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

const BY = { actor: 'test', now: 1 };

/** A transaction that stops in the middle, until it is told to go on. */
function halfWay(catalog: Catalog, before: (tx: WriteTx) => Promise<unknown>, after: (tx: WriteTx) => Promise<unknown> = async () => {}) {
  const reached = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const ended = catalog.write(async (tx) => {
    await before(tx);
    reached.resolve();
    await goOn.promise;
    await after(tx);
  });
  ended.catch(reached.reject);
  return { reached: reached.promise, goOn: goOn.resolve, ended };
}

forEachEngine('a tag that is given and goes at once', (open, tools) => {
  const onPostgres = test.skipIf(tools.engine !== 'postgres');
  const setUp = async () => {
    const place = await tools.newPlace();
    const [one, other] = [await open(place), await open(place)];
    const [asset] = (await addAssets(one, [{}])) as [number];
    const tags = await one.write((tx) => ensureTags(tx, ['kitty', 'cat'], 1));
    const id = (name: string) => tags.get(name)!.id;
    /** Somebody waits for a lock that somebody else holds. */
    const someoneWaits = () =>
      waitFor('a lock that is waited for', async () => {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from pg_locks l join pg_database d on d.oid = (select oid from pg_database where datname = current_database())
            join pg_stat_activity a on a.pid = l.pid and a.datid = d.oid where not l.granted`.execute(one.read);
        return rows[0]!.n > 0;
      });
    const borne = async () => (await tagsOf(one.read, asset)).tags.map(({ name }) => name);
    /** Links and counts are of tags that are there. */
    const sound = async () => {
      const links = await one.read.selectFrom('asset_tag').select('tag_id').execute();
      const claims = await one.read.selectFrom('tag_claim').select('tag_id').execute();
      const known = new Map((await one.read.selectFrom('tag').select(['id', 'count']).execute()).map(({ id: tag, count }) => [tag, count]));
      expect([...links, ...claims].filter(({ tag_id }) => !known.has(tag_id))).toEqual([]);
      for (const [tag, count] of known) expect([tag, links.filter(({ tag_id }) => tag_id === tag).length]).toEqual([tag, count]);
    };
    return { one, other, asset, id, someoneWaits, borne, sound };
  };
  const give = (asset: number, tagId: number) => (tx: WriteTx) => writeClaims(tx, 'human', [{ assetId: asset, statements: [{ tagId, says: 'yes' }] }], 1);

  test('of a tag that is gone nothing is said, and nothing is implied', async () => {
    const { one, asset, id, borne, sound } = await setUp();
    await one.write((tx) => tx.deleteFrom('tag').where('id', '=', id('kitty')).execute());
    expect(await one.write(give(asset, id('kitty')))).toEqual([]);
    await sound();
    expect(await borne()).toEqual([]);
  });

  onPostgres('given first, it is not deleted: who deletes waits and finds it in use', async () => {
    const { one, other, asset, id, someoneWaits, borne, sound } = await setUp();
    const giving = halfWay(one, (tx) => ensureTags(tx, ['kitty'], 1), give(asset, id('kitty')));
    await giving.reached;
    const deleting = expect(deleteTag(other, id('kitty'), BY)).rejects.toMatchObject({ code: 'tag-in-use' });
    await someoneWaits();
    giving.goOn();
    await Promise.all([giving.ended, deleting]);
    expect(await borne()).toEqual(['kitty']);
    await sound();
  });

  onPostgres('given first, it is no unused tag', async () => {
    const { one, other, asset, id, someoneWaits, borne, sound } = await setUp();
    const giving = halfWay(one, (tx) => ensureTags(tx, ['kitty'], 1), give(asset, id('kitty')));
    await giving.reached;
    const pruning = other.write((tx) => dropUnusedTags(tx, [id('kitty'), id('cat')], { all: false, madeBefore: 2 }, 1));
    await someoneWaits();
    giving.goOn();
    await giving.ended;
    expect(await pruning).toBe(1);
    expect(await borne()).toEqual(['kitty']);
    await sound();
  });

  onPostgres('merged first, its name leads to the other one for who waited', async () => {
    const { one, other, asset, id, someoneWaits, borne, sound } = await setUp();
    const merging = halfWay(one, async (tx) => {
      await holdTag(tx, id('kitty'));
      await dropTag(tx, id('kitty'), id('cat'), 1);
    });
    await merging.reached;
    const editing = editTags(other, asset, { add: ['kitty'], remove: [] }, BY);
    await someoneWaits();
    merging.goOn();
    await Promise.all([merging.ended, editing]);
    expect(await borne()).toEqual(['cat']);
    expect((await tagsByName(one.read, ['kitty'])).get('kitty')?.name).toBe('cat');
    await sound();
  });

  onPostgres('deleted first, a rule that implied it gives nothing', async () => {
    const { one, other, asset, id, someoneWaits, borne, sound } = await setUp();
    await addRule(one, id('kitty'), id('cat'), BY);
    const deleting = halfWay(one, async (tx) => {
      await holdTag(tx, id('cat'));
      await tx.deleteFrom('tag').where('id', '=', id('cat')).execute();
    });
    await deleting.reached;
    const editing = other.write(give(asset, id('kitty')));
    await someoneWaits();
    deleting.goOn();
    await Promise.all([deleting.ended, editing]);
    expect(await borne()).toEqual(['kitty']);
    await sound();
  });
});
