import { createHash } from 'node:crypto';
import type { Catalog, ReadDb } from '../../catalog/catalog.ts';
import {
  aliasesAfter,
  allCategories,
  assetsAfter,
  digestsOf,
  type ExportedAsset,
  implicationsAfter,
  notesAfter,
  tagsAfter,
} from '../../catalog/export-queries.ts';
import { wordsOf } from '../../catalog/note-queries.ts';
import { poolMembers, poolsAfter } from '../../catalog/pool-queries.ts';
import { relationsAfter } from '../../catalog/relation-queries.ts';
import { CONTENT_RATINGS } from '../../domain/tag.ts';
import { EXPORT_VERSION, type ExportLine } from './export-line.ts';

/** Rows of one query: flat memory at any size of the library. */
const TAGS = 5_000;
const ASSETS = 500;
const MEMBERS = 1_000;

/**
 * What people and programs said of the library, as JSON lines: categories, tags, aliases, implications, and by asset (named by its
 * SHA-256) tags with who says so and what a person said; notes, relations and pools. The last line counts the others and holds the SHA-256 of their bytes.
 */
export async function* exportLibrary(catalog: Catalog, now: number): AsyncGenerator<string> {
  const digest = createHash('sha256');
  let lines = 0;
  for await (const line of linesOf(catalog, now)) {
    const text = `${JSON.stringify(line)}\n`;
    digest.update(text);
    lines += 1;
    yield text;
  }
  yield `${JSON.stringify({ is: 'end', lines, sha256: digest.digest('hex') } satisfies ExportLine)}\n`;
}

async function* linesOf({ read }: Catalog, now: number): AsyncGenerator<ExportLine> {
  yield { is: 'export', version: EXPORT_VERSION, at: new Date(now).toISOString() };
  for (const { name, color } of await allCategories(read)) yield { is: 'category', name, ...(color === null ? {} : { color }) };
  for (let rows = await tagsAfter(read, 0, TAGS); rows.length > 0; rows = await tagsAfter(read, rows.at(-1)!.id, TAGS))
    for (const { name, category, deprecated, wiki } of rows)
      yield { is: 'tag', name, category, ...(deprecated === 1 ? { deprecated: true } : {}), ...(wiki === null ? {} : { wiki }) };
  for (let rows = await aliasesAfter(read, '', TAGS); rows.length > 0; rows = await aliasesAfter(read, rows.at(-1)!.name, TAGS))
    for (const { name, tag, origin } of rows) yield { is: 'alias', name, tag, origin };
  for (let rows = await implicationsAfter(read, 0, TAGS); rows.length > 0; rows = await implicationsAfter(read, rows.at(-1)!.id, TAGS))
    for (const { from, to, state, origin } of rows) yield { is: 'implication', from, to, state, origin };
  for (let rows = await assetsAfter(read, 0, ASSETS); rows.length > 0; rows = await assetsAfter(read, rows.at(-1)!.id, ASSETS))
    for (const row of rows) yield toLine(row);
  yield* linkLinesOf(read);
}

async function* linkLinesOf(read: ReadDb): AsyncGenerator<ExportLine> {
  for (let rows = await notesAfter(read, 0, ASSETS); rows.length > 0; rows = await notesAfter(read, rows.at(-1)!.id, ASSETS)) {
    const digests = await digestsOf(
      read,
      rows.map(({ asset_id }) => asset_id),
    );
    for (const row of rows) {
      const asset = digests.get(row.asset_id);
      const { text, box } = wordsOf(row);
      if (asset !== undefined) yield { is: 'note', asset, text, ...(box === null ? {} : { box }) };
    }
  }
  for (let rows = await relationsAfter(read, 0, ASSETS); rows.length > 0; rows = await relationsAfter(read, rows.at(-1)!.id, ASSETS)) {
    const digests = await digestsOf(
      read,
      rows.flatMap(({ id, parent }) => [id, ...(parent === null ? [] : [parent])]),
    );
    for (const { id, parent: above, sibling, variant } of rows) {
      const [asset, parent] = [digests.get(id), above === null ? undefined : digests.get(above)];
      if (asset === undefined || (parent === undefined && sibling === null && variant === null)) continue;
      yield {
        is: 'relation',
        asset,
        ...(parent === undefined ? {} : { parent }),
        ...(sibling === null ? {} : { sibling }),
        ...(variant === null ? {} : { variant }),
      };
    }
  }
  for (let pools = await poolsAfter(read, 0, ASSETS); pools.length > 0; pools = await poolsAfter(read, pools.at(-1)!.id, ASSETS))
    for (const { id, name, kind, description } of pools) {
      yield { is: 'pool', name, kind, ...(description === '' ? {} : { description }) };
      for (let members = await poolMembers(read, id, undefined, MEMBERS); members.length > 0; members = await poolMembers(read, id, members.at(-1), MEMBERS))
        yield { is: 'members', pool: name, assets: members.map(({ sha256 }) => sha256.toString('hex')) };
    }
}

function toLine(row: ExportedAsset): ExportLine {
  const tags: Record<string, Record<string, number>> = {};
  for (const { tag, origin, says, score } of row.claims) (tags[origin] ??= {})[tag] = says === 0 ? 0 : (score ?? 1);
  return {
    is: 'asset',
    sha256: row.sha256.toString('hex'),
    md5: row.md5.toString('hex'),
    name: row.name,
    ...(row.claims.length === 0 ? {} : { tags }),
    ...(row.favourite === 1 ? { favourite: true } : {}),
    ...(row.content_rating === null ? {} : { contentRating: CONTENT_RATINGS[row.content_rating]! }),
    ...(row.content_rating_origin === null ? {} : { contentRatingOrigin: row.content_rating_origin }),
    ...(row.facts === undefined ? {} : { facts: { ...row.facts } }),
  };
}
