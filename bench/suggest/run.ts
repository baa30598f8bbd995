import type { Catalog } from '../../src/catalog/catalog.ts';
import { migrate } from '../../src/catalog/migrate.ts';
import { openCatalog } from '../../src/catalog/open.ts';
import { suggestTags } from '../../src/catalog/suggest-queries.ts';
import { addTagWords } from '../../src/catalog/tag-words.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { startPostgres } from '../../test/support/postgres-server.ts';
import { removeTempDir, tempDir } from '../../test/support/temp-dir.ts';
import { percentile, round } from '../support/statistics.ts';
import { table } from '../support/table.ts';
import { madeTags } from './made-tags.ts';

interface Cost {
  readonly engine: string;
  readonly asked: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

export interface SuggestBench {
  readonly tags: number;
  readonly aliases: number;
  readonly costs: readonly Cost[];
}

/** How long a person waits for the tags of what was typed: every beginning of the names they mean, with and without a typo. */
export async function benchSuggest(quick: boolean, say: (line: string) => void): Promise<SuggestBench> {
  const { tags, aliases } = madeTags(quick ? 20_000 : 200_000, quick ? 4000 : 40_000);
  const costs: Cost[] = [];
  const folder = tempDir('suggest');
  const sqlite = await openCatalog({ dataDir: folder, logger: silentLogger });
  await migrate(sqlite);
  costs.push(...(await onOne('SQLite', sqlite)));
  await sqlite.close();
  removeTempDir(folder);
  const server = await startPostgres();
  const postgres = await openCatalog({ dataDir: folder, databaseUrl: server.adminUrl, logger: silentLogger });
  await migrate(postgres);
  costs.push(...(await onOne('PostgreSQL', postgres)));
  await postgres.close();
  await server.stop();
  return { tags: tags.length, aliases: aliases.length, costs };

  async function onOne(engine: string, catalog: Catalog): Promise<Cost[]> {
    const started = performance.now();
    await fill(catalog, tags, aliases);
    say(`${engine}: ${tags.length} tags and ${aliases.length} aliases in ${round((performance.now() - started) / 1000)} s`);
    const meant = tags.filter((_, at) => at % Math.ceil(tags.length / (quick ? 60 : 200)) === 0).map(({ name }) => name);
    const common = tags.slice(0, quick ? 60 : 200).map(({ name }) => name);
    const begun = (names: readonly string[], from: number, to: number) =>
      names.flatMap((name) => Array.from({ length: to - from + 1 }, (_, n) => name.slice(0, from + n)));
    const mistyped = common.filter((name) => name.length > 5).map((name) => name.slice(0, 2) + name[3] + name[2] + name.slice(4, 9));
    const asked: ReadonlyArray<readonly [string, readonly string[]]> = [
      ['1 to 3 letters', begun([...meant, ...common], 1, 3)],
      ['4 to 12 letters', begun([...meant, ...common], 4, 12)],
      ['with a typo', mistyped],
      ['1 to 3 letters of one category', begun(common, 1, 3)],
    ];
    const costs: Cost[] = [];
    for (const [what, texts] of asked) {
      const category = what.endsWith('category') ? 'artist' : undefined;
      for (const text of texts.slice(0, 30)) await suggestTags(catalog, { text, limit: 10, category });
      const ms: number[] = [];
      for (const text of texts) {
        const start = performance.now();
        await suggestTags(catalog, { text, limit: 10, category });
        ms.push(performance.now() - start);
      }
      costs.push({ engine, asked: what, p50Ms: round(percentile(ms, 0.5), 2), p95Ms: round(percentile(ms, 0.95), 2), maxMs: round(Math.max(...ms), 1) });
    }
    return costs;
  }
}

export function suggestTables({ tags, aliases, costs }: SuggestBench): string[] {
  const rows = costs.map(({ engine, asked, p50Ms, p95Ms, maxMs }) => [engine, asked, `${p50Ms} ms`, `${p95Ms} ms`, `${maxMs} ms`]);
  return [`Tags for what is typed (${tags} tags, ${aliases} aliases)`, '', ...table(['engine', 'typed', 'p50', 'p95', 'max'], rows)];
}

async function fill(catalog: Catalog, tags: ReturnType<typeof madeTags>['tags'], aliases: ReturnType<typeof madeTags>['aliases']): Promise<void> {
  const ROWS = 4000;
  const ids = new Map<string, number>();
  for (let at = 0; at < tags.length; at += ROWS)
    await catalog.write(async (tx) => {
      const rows = tags.slice(at, at + ROWS).map((tag) => ({ ...tag, wiki: null, created_at: 0, updated_at: 0 }));
      const made = await tx.insertInto('tag').values(rows).returningAll().execute();
      for (const { id, name } of made) ids.set(name, id);
      await addTagWords(tx, made);
    });
  for (let at = 0; at < aliases.length; at += ROWS)
    await catalog.write(async (tx) => {
      const rows = aliases.slice(at, at + ROWS).map(({ name, of }) => ({ name, tag_id: ids.get(of)!, origin: 'import', created_at: 0 }));
      await tx.insertInto('tag_alias').values(rows).execute();
      const byId = new Map(
        (
          await tx
            .selectFrom('tag')
            .selectAll()
            .where(
              'id',
              'in',
              rows.map(({ tag_id }) => tag_id),
            )
            .execute()
        ).map((tag) => [tag.id, tag]),
      );
      await addTagWords(
        tx,
        [],
        rows.map(({ tag_id, name }) => ({ tag: byId.get(tag_id)!, name })),
      );
    });
}
