import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { drawTags, type DrawnTags, Random } from './draw-tags.ts';

export interface Filled {
  readonly links: number;
  readonly tags: number;
  readonly seconds: number;
}

const ASSET = [
  'sha256',
  'md5',
  'format',
  'bytes',
  'width',
  'height',
  'orientation',
  'frames',
  'has_alpha',
  'phash',
  'fine_hash',
  'thumbhash',
  'colors_json',
  'preview_ext',
  'name',
  'sort_at',
  'session_id',
  'created_at',
  'rating',
  'duration_ms',
  'favourite',
  'favourited_at',
  'content_rating',
  'tag_count',
] as const;

/** Facts as scattered as in a library that people took years to gather. */
function assetRow(id: number, random: Random, tagCount: number): unknown[] {
  const digest = createHash('sha256').update(String(id)).digest();
  const below = (most: number): number => Math.floor(random.next() * most);
  const video = random.next() < 0.05;
  const favourite = random.next() < 0.03;
  return [
    digest,
    digest.subarray(0, 16),
    video ? 'mp4' : random.next() < 0.3 ? 'png' : 'jpg',
    50_000 + below(8_000_000),
    600 + below(4000),
    600 + below(4000),
    1,
    video ? 100 + below(9000) : 1,
    0,
    digest.subarray(0, 8),
    digest,
    digest.subarray(0, 25),
    '[]',
    'jpg',
    `IMG_${below(100_000)}_${id}.jpg`,
    1_300_000_000_000 + below(400_000_000_000),
    'bulk',
    1_700_000_000_000 + id * 1000,
    random.next() < 0.2 ? below(7) - 1 : null,
    video ? 1000 + below(300_000) : null,
    favourite ? 1 : 0,
    favourite ? 1_700_000_000_000 + below(1e10) : null,
    random.next() < 0.7 ? below(4) : null,
    tagCount,
  ];
}

/** A catalog with `assets` assets, their tags and who said so, written straight into SQLite. A million take some minutes. */
export async function fillSqlite(dataDir: string, assets: number, tags: number, say: (line: string) => void): Promise<{ filled: Filled; drawn: DrawnTags }> {
  const started = performance.now();
  const catalog = await openCatalog({ dataDir, logger: silentLogger });
  await migrate(catalog);
  await catalog.close();
  say(`drawing tags of ${assets} assets`);
  const drawn = drawTags(assets, tags);
  const db = new Sqlite(join(dataDir, 'catalog.db'));
  for (const pragma of ['synchronous = OFF', 'cache_size = -400000', 'foreign_keys = OFF', 'wal_autocheckpoint = 100000']) db.pragma(pragma);
  const batched = (total: number, run: (at: number) => void, size = 50_000): void => {
    for (let from = 0; from < total; from += size)
      db.transaction(() => {
        for (let at = from; at < Math.min(total, from + size); at += 1) run(at);
      })();
  };
  say('writing assets');
  const random = new Random(7);
  const asset = db.prepare(`insert into asset (id, ${ASSET.join(', ')}) values (?, ${ASSET.map(() => '?').join(', ')})`);
  batched(assets, (i) => asset.run(i + 1, ...assetRow(i + 1, random, drawn.starts[i + 1]! - drawn.starts[i]!)));
  db.prepare("insert into change (kind, asset_id, at) select 'asset-added', id, created_at from asset").run();
  say('writing tags');
  const tag = db.prepare('insert into tag (id, name, category, count, created_at, updated_at) values (?, ?, ?, ?, 0, 0)');
  const categories = ['general', 'general', 'general', 'character', 'copyright', 'artist', 'meta'];
  batched(tags, (i) => tag.run(i + 1, `tag_${i}`, categories[i % categories.length], drawn.counts[i]));
  say(`writing ${drawn.links} links, by tag`);
  const { postings, postingStarts } = drawn.byTag();
  const link = db.prepare('insert into asset_tag (tag_id, asset_id) values (?, ?)');
  let of = 0;
  batched(
    drawn.links,
    (at) => {
      while (at >= postingStarts[of + 1]!) of += 1;
      link.run(of + 1, postings[at]! + 1);
    },
    500_000,
  );
  say('writing who said so, by asset');
  const claim = db.prepare("insert into tag_claim (asset_id, tag_id, origin, says) values (?, ?, 'import', 1)");
  let bearer = 0;
  batched(
    drawn.links,
    (at) => {
      while (at >= drawn.starts[bearer + 1]!) bearer += 1;
      claim.run(bearer + 1, drawn.tags[at]! + 1);
    },
    500_000,
  );
  db.exec('analyze');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { filled: { links: drawn.links, tags, seconds: (performance.now() - started) / 1000 }, drawn };
}

/** The same assets and links in PostgreSQL, without who said so: searches do not ask. */
export async function fillPostgres(
  databaseUrl: string,
  dataDir: string,
  assets: number,
  tags: number,
  drawn: DrawnTags,
  say: (line: string) => void,
): Promise<void> {
  const catalog = await openCatalog({ databaseUrl, dataDir, logger: silentLogger });
  await migrate(catalog);
  await catalog.close();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('set synchronous_commit = off');
    say('PostgreSQL: assets');
    const random = new Random(7);
    const width = ASSET.length + 1;
    for (let from = 0; from < assets; from += 1000) {
      const rows = Array.from({ length: Math.min(1000, assets - from) }, (_, i) => [
        from + i + 1,
        ...assetRow(from + i + 1, random, drawn.starts[from + i + 1]! - drawn.starts[from + i]!),
      ]);
      const places = rows.map((_, row) => `(${Array.from({ length: width }, (_one, column) => `$${row * width + column + 1}`).join(',')})`);
      await client.query(`insert into asset (id, ${ASSET.join(', ')}) values ${places.join(',')}`, rows.flat());
    }
    await client.query(
      'insert into tag (id, name, category, count, created_at, updated_at) select i + 1, $1 || i, $2, 0, 0, 0 from generate_series(0, $3 - 1) i',
      ['tag_', 'general', tags],
    );
    say('PostgreSQL: links');
    const { postings, postingStarts } = drawn.byTag();
    let of = 0;
    for (let from = 0; from < drawn.links; from += 200_000) {
      const [tagIds, ids]: [number[], number[]] = [[], []];
      for (let at = from; at < Math.min(drawn.links, from + 200_000); at += 1) {
        while (at >= postingStarts[of + 1]!) of += 1;
        tagIds.push(of + 1);
        ids.push(postings[at]! + 1);
      }
      await client.query('insert into asset_tag (tag_id, asset_id) select * from unnest($1::bigint[], $2::bigint[])', [tagIds, ids]);
    }
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** For the process that measures. */
export function keepQuestions(path: string, questions: object): void {
  writeFileSync(path, JSON.stringify(questions));
}
