import { sql } from 'kysely';
import type { Catalog } from '../../src/catalog/catalog.ts';

/**
 * Fills a SQLite catalog up to `total` assets, each with a stored and an origin location and an ended job, as ingest would have
 * left them: random hashes, so that the random-keyed indexes are as scattered as in life. A million take about 30 s.
 */
export async function fillTo(catalog: Catalog, total: number): Promise<void> {
  const { have } = await catalog.read
    .selectFrom('asset')
    .select((e) => e.fn.countAll<number>().as('have'))
    .executeTakeFirstOrThrow();
  await catalog.write((tx) =>
    sql`insert or ignore into ingest_session (id, source, state, mode, options_json, options_key, created_at, updated_at) values ('bulk', 'scan', 'finished', 'copy', '{}', 'bulk', 0, 0)`.execute(
      tx,
    ),
  );
  for (let from = have; from < total; from += 50_000) await insert(catalog, from, Math.min(total, from + 50_000));
}

async function insert(catalog: Catalog, from: number, to: number): Promise<void> {
  await catalog.write(async (tx) => {
    await sql`
      with recursive n(i) as (select ${from} union all select i + 1 from n where i + 1 < ${to})
      insert into asset (sha256, md5, format, bytes, width, height, orientation, frames, has_alpha, phash, fine_hash, thumbhash, colors_json, preview_ext, name, sort_at, taken_at, camera_make, camera_model, session_id, created_at)
      select randomblob(32), randomblob(16), 'jpg', 2500000, 4000, 3000, 1, 1, 0, randomblob(8), randomblob(32), randomblob(25),
        '[{"hex":"#aabbcc","share":0.4},{"hex":"#112233","share":0.3}]', 'jpg', 'IMG_' || i || '.jpg', 1600000000000 + abs(random() % 200000000000), 1600000000000, 'Canon', 'EOS R6', 'bulk', 1700000000000 + i
      from n`.execute(tx);
    await sql`
      insert into location (asset_id, kind, path, name, bytes, mtime_ms, state, session_id, created_at)
      select id, 'stored', 'originals/' || substr(lower(hex(sha256)), 1, 2) || '/' || substr(lower(hex(sha256)), 3, 2) || '/' || lower(hex(sha256)) || '.jpg', name, bytes, created_at, 'present', 'bulk', created_at
      from asset where id > (select coalesce(max(asset_id), 0) from location)`.execute(tx);
    await sql`
      insert into location (asset_id, kind, path, name, bytes, mtime_ms, state, session_id, created_at)
      select asset_id, 'origin', '/photos/' || (asset_id / 1000) || '/' || name, name, bytes, mtime_ms, 'present', 'bulk', created_at
      from location where kind = 'stored' and asset_id > ${from}`.execute(tx);
    await sql`
      insert into job (lane, session_id, offer_key, payload_json, name, state, priority, run_after, attempt, lease_token, outcome, asset_id, bytes, timings_json, created_at, finished_at)
      select 'ingest', 'bulk', 'bulk:/photos/' || (id / 1000) || '/' || name, '{"source":"scan","path":"/photos/x.jpg","name":"x.jpg","mode":"copy"}', name, 'done', 10, 0, 1, 1, 'ingested', id, bytes,
        '{"identify":5,"analyse":60,"place":3,"commit":1}', created_at, created_at
      from asset where id > (select coalesce(max(asset_id), 0) from job)`.execute(tx);
    await sql`insert into change (kind, asset_id, at) select 'asset-added', id, created_at from asset where id > (select coalesce(max(asset_id), 0) from change)`.execute(
      tx,
    );
  });
}
