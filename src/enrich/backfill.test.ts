import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import { countUndescribed, markDescribed } from '../catalog/describe-queries.ts';
import { writeSetting } from '../catalog/setting-queries.ts';
import { EXTRACTOR_VERSION } from '../media/metadata/extractor-version.ts';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { addAssets } from '../../test/support/server.ts';
import { Backfill, DESCRIBE_ASKED } from './backfill.ts';

forEachEngine('the back-fill', (open) => {
  test('asks for a bounded number at a time, each once, and only for what can be read', async () => {
    const catalog = await open();
    const ids = await addAssets(catalog, 450);
    await store(catalog, ids.slice(0, 440));
    const backfill = new Backfill(catalog);
    expect(await backfill.step(1_000)).toBe(200);
    expect(await backfill.step(1_000)).toBe(0); // as many wait
    await finish(catalog);
    expect(await backfill.step(1_000)).toBe(200);
    await finish(catalog);
    expect(await backfill.step(1_000)).toBe(40);
    await finish(catalog);
    expect(await backfill.step(1_000)).toBe(0);
    expect(await countUndescribed(catalog.read, EXTRACTOR_VERSION)).toBe(10);
    // What could not be read has its file back, and somebody asks.
    await store(catalog, ids.slice(440));
    expect(await backfill.step(1_000)).toBe(0);
    await catalog.write((tx) => writeSetting(tx, DESCRIBE_ASKED, 5, 5));
    expect(await backfill.step(1_000)).toBe(10);
  });

  test('reads from the index alone, wherever it stands', async () => {
    const catalog = await open();
    const ids = await addAssets(catalog, 3_000);
    await catalog.write((tx) => tx.updateTable('asset').set({ described: EXTRACTOR_VERSION }).where('id', '<=', ids[2_900]!).execute());
    if (catalog.engine === 'postgres') await sql`vacuum analyze asset`.execute(catalog.read);
    const plan = async (query: string): Promise<string> => {
      const { rows } = await sql
        .raw<Record<string, unknown>>(`${catalog.engine === 'sqlite' ? 'explain query plan' : 'explain (costs off)'} ${query}`)
        .execute(catalog.read);
      return rows.map((row) => String(Object.values(row).at(-1))).join('\n');
    };
    const index = /(COVERING INDEX|Index Only Scan using) asset_by_described/;
    expect(await plan('select id, described from asset where described = 0 and id > 5 order by id limit 200')).toMatch(index);
    expect(await plan('select count(*) from (select id from asset where described < 1 limit 100000) as waiting')).toMatch(index);
  });
});

async function store(catalog: Catalog, ids: readonly number[]): Promise<void> {
  const rows = ids.map((id) => ({
    asset_id: id,
    kind: 'stored' as const,
    path: `originals/${id}`,
    name: 'a',
    bytes: 1,
    mtime_ms: 0,
    state: 'present' as const,
    session_id: 's',
    created_at: 0,
  }));
  await catalog.write((tx) => tx.insertInto('location').values(rows).execute());
}

async function finish(catalog: Catalog): Promise<void> {
  const jobs = await catalog.read.selectFrom('job').selectAll().where('lane', '=', 'describe').execute();
  await catalog.write(async (tx) => {
    for (const job of jobs) await markDescribed(tx, (JSON.parse(job.payload_json) as { asset: number }).asset, EXTRACTOR_VERSION);
    await tx.deleteFrom('job').where('lane', '=', 'describe').execute();
  });
}
