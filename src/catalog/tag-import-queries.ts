import { sql } from 'kysely';
import { countStep } from '../domain/tag-words.ts';
import type { TagLine } from '../domain/tag-file.ts';
import type { WriteTx } from './catalog.ts';
import { ensureCategories, holdTag } from './tag-admin-queries.ts';
import { impliedBy } from './tag-implied.ts';
import { dropTag } from './tag-merge-queries.ts';
import { ensureTags, tagsByName, type TagRow } from './tag-queries.ts';
import { addTagWords, rewriteTagWords } from './tag-words.ts';

export interface ImportCounts {
  tags: number;
  aliases: number;
  implications: number;
  /** Lines that said nothing new, or something a person here decided otherwise. */
  known: number;
  bad: number;
  nothing: number;
}
type Added = Partial<Pick<ImportCounts, 'tags' | 'aliases' | 'implications' | 'known'>> & { readonly antecedents?: readonly number[] };

const ROWS = 4000;

/**
 * Tags of a list that are not there yet, and their other names. A tag that is there keeps its category, unless that is `general`: nobody
 * has said more of it. Names that a person here gave to another tag stay there.
 */
export async function addTags(tx: WriteTx, lines: readonly TagLine[], now: number): Promise<Added> {
  const wanted = new Map<string, Extract<TagLine, { kind: 'tag' }>>();
  for (const line of lines) if (line.kind === 'tag' && !wanted.has(line.name)) wanted.set(line.name, line);
  if (wanted.size === 0) return {};
  await ensureCategories(
    tx,
    [...wanted.values()].map(({ category }) => category),
  );
  const known = await tagsByName(tx, [...wanted.keys()]);
  const missing = [...wanted.values()].filter(({ name }) => !known.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const tags = new Map<string, TagRow>(known);
  for (let at = 0; at < missing.length; at += ROWS) {
    const rows = missing
      .slice(at, at + ROWS)
      .map(({ name, category, count }) => ({ name, category, elsewhere: count, wiki: null, created_at: now, updated_at: now }));
    const made = await tx
      .insertInto('tag')
      .values(rows)
      .onConflict((c) => c.column('name').doNothing())
      .returningAll()
      .execute();
    for (const row of made) tags.set(row.name, row);
    await addTagWords(tx, made);
  }
  const fresh = [...wanted.values()].filter(({ name }) => known.get(name)?.name === name);
  await setCategories(tx, fresh, known, now);
  await setElsewhere(tx, fresh, known);
  const aliases = [...wanted.values()].flatMap(({ name, aliases: names }) => names.map((alias) => ({ name: alias, tag: tags.get(name) })));
  return { tags: missing.length, known: wanted.size - missing.length, aliases: await insertAliases(tx, aliases, now) };
}

async function setCategories(
  tx: WriteTx,
  lines: ReadonlyArray<{ readonly name: string; readonly category: string }>,
  known: ReadonlyMap<string, TagRow>,
  now: number,
) {
  const better = lines.filter(({ name, category }) => known.get(name)!.category === 'general' && category !== 'general');
  for (const [category, some] of Map.groupBy(better, (line) => line.category))
    await tx
      .updateTable('tag')
      .set({ category, updated_at: now })
      .where(
        'id',
        'in',
        some.map(({ name }) => known.get(name)!.id),
      )
      .execute();
}

async function setElsewhere(tx: WriteTx, lines: ReadonlyArray<{ readonly name: string; readonly count: number }>, known: ReadonlyMap<string, TagRow>) {
  const changed = lines.filter(({ name, count }) => count > 0 && known.get(name)!.elsewhere !== count);
  for (let at = 0; at < changed.length; at += ROWS) {
    const rows = changed.slice(at, at + ROWS).map(({ name, count }) => sql`(${sql.lit(known.get(name)!.id)}, ${sql.lit(count)})`);
    await sql`update tag set elsewhere = list.column2 from (values ${sql.join(rows)}) as list where tag.id = list.column1`.execute(tx);
  }
  await rewriteTagWords(
    tx,
    changed.filter(({ name, count }) => countStep(count) !== countStep(known.get(name)!.elsewhere)).map(({ name }) => known.get(name)!.id),
  );
}

/** Other names that are nobody's yet. */
async function insertAliases(tx: WriteTx, aliases: ReadonlyArray<{ readonly name: string; readonly tag: TagRow | undefined }>, now: number): Promise<number> {
  const taken = await tagsByName(tx, [...new Set(aliases.map(({ name }) => name))]);
  const free = new Map<string, TagRow>();
  for (const { name, tag } of aliases) if (tag !== undefined && !taken.has(name) && !free.has(name)) free.set(name, tag);
  const rows = [...free].sort(([a], [b]) => (a < b ? -1 : 1));
  let added = 0;
  for (let at = 0; at < rows.length; at += ROWS) {
    const some = rows.slice(at, at + ROWS);
    const made = await tx
      .insertInto('tag_alias')
      .values(some.map(([name, { id }]) => ({ name, tag_id: id, origin: 'import', created_at: now })))
      .onConflict((c) => c.column('name').doNothing())
      .returning('name')
      .execute();
    added += made.length;
    await addTagWords(
      tx,
      [],
      made.map(({ name }) => ({ name, tag: free.get(name)! })),
    );
  }
  return added;
}

/** Aliases of a dump: one that is a tag nobody bears gives way; one that is in use stays, to be merged by a person. */
export async function addAliases(tx: WriteTx, lines: readonly TagLine[], now: number): Promise<Added> {
  const pairs = lines.filter((line) => line.kind === 'alias');
  if (pairs.length === 0) return {};
  const targets = await ensureTags(tx, [...new Set(pairs.map(({ to }) => to))], now);
  const taken = await tagsByName(tx, [...new Set(pairs.map(({ from }) => from))]);
  const stands = new Set([...targets.values()].map(({ id }) => id));
  let gaveWay = 0;
  for (const { from, to } of pairs) {
    const [own, target] = [taken.get(from), targets.get(to)];
    // A tag that stands for others in this same list cannot give way.
    if (own === undefined || own.name !== from || own.count > 0 || target === undefined || stands.has(own.id)) continue;
    // Held: who was just giving it to an asset has done so.
    if (((await holdTag(tx, own.id))?.count ?? 1) > 0) continue;
    await dropTag(tx, own.id, target.id, now);
    gaveWay += 1;
  }
  const added = await insertAliases(
    tx,
    pairs.map(({ from, to }) => ({ name: from, tag: targets.get(to) })),
    now,
  );
  return { aliases: added + gaveWay, known: pairs.length - added - gaveWay };
}

/** Rules of a dump, active at once; those that would close a ring, or that a person here refused, are left out. */
export async function addRules(tx: WriteTx, lines: readonly TagLine[], now: number): Promise<Added> {
  const pairs = lines.filter((line) => line.kind === 'implication');
  if (pairs.length === 0) return {};
  const tags = await ensureTags(tx, [...new Set(pairs.flatMap(({ from, to }) => [from, to]))], now);
  const antecedents: number[] = [];
  let added = 0;
  for (const pair of pairs) {
    const [from, to] = [tags.get(pair.from)!, tags.get(pair.to)!];
    if (from.id === to.id || (await impliedBy(tx, new Set([to.id]))).get(to.id)?.includes(from.id)) continue;
    const rule = { antecedent_id: from.id, consequent_id: to.id, support: null, confidence: null, created_at: now, updated_at: now };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('tag_implication')
      .values({ ...rule, state: 'active', origin: 'import' })
      .onConflict((c) =>
        c
          .columns(['antecedent_id', 'consequent_id'])
          .doUpdateSet({ state: 'active', origin: 'import', updated_at: now })
          .where(sql<boolean>`tag_implication.state = 'suggested'`),
      )
      .executeTakeFirstOrThrow();
    if ((numInsertedOrUpdatedRows ?? 0n) === 0n) continue;
    added += 1;
    if (from.count > 0) antecedents.push(from.id);
  }
  return { implications: added, known: pairs.length - added, antecedents };
}
