import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { geometryAfter, neighboursOf } from '../../src/catalog/asset-queries.ts';
import { type Condition, conditionSql } from '../../src/catalog/search-condition.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { countFound, searchAssets } from '../../src/catalog/search-queries.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { countOutsideGroups, insertDuplicateFiles, keepersOf } from '../../src/catalog/duplicate-queries.ts';
import { listTrash, nextToPurge, trashAssets, trashTotals } from '../../src/catalog/trash-queries.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';

const ASSETS = 10_000;

forEachEngine('with 10,000 assets, 2,000 of them in the trash', (open) => {
  let catalog: Catalog;
  let ids: number[];

  beforeAll(async () => {
    catalog = await open();
    ids = await addAssets(
      catalog,
      Array.from({ length: ASSETS }, (_, i) => ({ sortAt: 1e12 + (i % 997) * 1e6, width: 400 + i })),
    );
    await catalog.write((tx) =>
      trashAssets(
        tx,
        ids.filter((id) => id % 5 === 0),
        'act',
        1e12,
      ),
    );
    // What PostgreSQL does by itself some minutes after such a change.
    if (catalog.engine === 'postgres') await sql`vacuum analyze asset`.execute(catalog.read);
  });

  const plan = async (query: string): Promise<string> => {
    const explain = catalog.engine === 'sqlite' ? 'explain query plan' : 'explain (costs off)';
    const { rows } = await sql.raw<Record<string, unknown>>(`${explain} ${query}`).execute(catalog.read);
    return rows.map((row) => String(Object.values(row).at(-1))).join('\n');
  };
  const fromIndexAlone = (index: string): RegExp => new RegExp(`(COVERING INDEX|Index Only Scan.*) ${index}|Index Only Scan (Backward )?using ${index}`);

  test('geometry, counts and neighbours are read from the index of active assets alone', async () => {
    expect(
      await plan(
        `select id, sort_at, width, height from asset where asset.state = 'active' and asset.stack_hidden = 0 and (sort_at, id) < (1000500000000, 5) order by sort_at desc, id desc limit 2000`,
      ),
    ).toMatch(fromIndexAlone('asset_by_time'));
    // Of so few rows PostgreSQL rather reads the table; at 100,000 it too takes the index alone (5 ms).
    if (catalog.engine === 'sqlite')
      expect(await plan(`select count(*) from asset where asset.state = 'active' and asset.stack_hidden = 0`)).toMatch(fromIndexAlone('asset_by_time'));
    expect(
      await plan(
        `select id from asset where asset.state = 'active' and asset.stack_hidden = 0 and (sort_at, id) > (1000500000000, 5) order by sort_at, id limit 1`,
      ),
    ).toMatch(fromIndexAlone('asset_by_time'));
    expect(await plan(`select count(*), sum(bytes) from asset where state = 'trashed'`)).toMatch(fromIndexAlone('asset_in_trash'));
    expect(await plan(`select id from asset where state = 'trashed' and trash_id = 'act' order by id`)).toMatch(fromIndexAlone('asset_by_trash'));
  });

  test('what stays of a batch of a large report of duplicates is read from its own index', async () => {
    const file = { task_id: 'report', sha256: Buffer.alloc(32), bytes: 1, mtime_ms: 1, state: 'found' as const, batch: null, note: null };
    await catalog.write(async (tx) => {
      await tx.insertInto('task').values({ id: 'report', kind: 'exact-scan', state: 'finished', options_json: '{}', created_at: 0 }).execute();
      await insertDuplicateFiles(
        tx,
        ids.slice(0, 4000).flatMap((id) => (['keep', 'surplus'] as const).map((role) => ({ ...file, asset_id: id, path: `/${role}/${id}`, role }))),
      );
    });
    if (catalog.engine === 'postgres') await sql`vacuum analyze duplicate_file`.execute(catalog.read);
    const joined = `select asset.id, keep.path from asset left join duplicate_file as keep on keep.asset_id = asset.id and keep.task_id = 'report' and keep.role = 'keep'`;
    expect(await plan(`${joined} where asset.id in (1, 2, 3) and asset.state = 'active'`)).toContain('duplicate_keeper');
    expect(await keepersOf(catalog.read, 'report', ids.slice(3, 5))).toEqual(new Map([[ids[3], { file: `/keep/${ids[3]}`, storedKey: null }]]));
  });

  test('the queries themselves give what they should', async () => {
    expect(await geometryAfter(catalog, undefined, 20_000)).toHaveLength(8000);
    expect(await countFound(catalog, undefined)).toBe(8000);
    expect(await searchAssets(catalog, { by: 'newest' }, [1e12 + 5e8, 1], 60)).toHaveLength(60);
    const beside = await neighboursOf(catalog, ids[4999]!);
    expect([beside!.newer! % 5, beside!.older! % 5]).not.toContain(0);
    expect(await trashTotals(catalog.read)).toEqual({ count: 2000, bytes: 32_000 });
    expect(await listTrash(catalog.read, { trashedAt: 1e12, id: 5000 }, 100)).toHaveLength(100);
    expect(await nextToPurge(catalog.read, { trashedUpTo: 2e12 }, undefined, 50)).toHaveLength(50);
    expect(await countOutsideGroups(catalog.read, 2)).toBe(0);
  });

  test('PostgreSQL never reads a set of ids from end to end for every asset, however little memory it has', async () => {
    if (catalog.engine === 'sqlite') return;
    await catalog.write(async (tx) => {
      const tag = (await ensureTags(tx, ['everywhere'], 1)).get('everywhere')!.id;
      await tx
        .insertInto('asset_tag')
        .values(ids.map((id) => ({ asset_id: id, tag_id: tag })))
        .execute();
      await sql`analyze asset_tag`.execute(tx);
      await sql`set local work_mem = '64kB'`.execute(tx);
      const borne: Condition = { kind: 'tagged', tags: [tag] };
      const rare: Condition = { kind: 'within', fact: 'width', min: 10_000 };
      for (const where of [
        { kind: 'not', part: borne },
        { kind: 'some', parts: [borne, rare] },
      ] as const satisfies readonly Condition[]) {
        const { rows } = await sql<Record<string, string>>`explain (costs off) select id from asset where ${conditionSql(where, 'postgres')}`.execute(tx);
        expect(rows.map((row) => Object.values(row)[0]).join('\n')).not.toContain('Materialize');
      }
    });
  });
});
