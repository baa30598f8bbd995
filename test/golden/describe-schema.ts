import { sql } from 'kysely';
import type { Catalog } from '../../src/catalog/catalog.ts';

/** The schema as the engine itself tells it, one table or index a line, sorted: what test/golden compares. */
export async function describeSchema(catalog: Catalog): Promise<string> {
  const lines = catalog.engine === 'sqlite' ? await describeSqlite(catalog) : await describePostgres(catalog);
  return `${lines.toSorted().join('\n')}\n`;
}

async function describeSqlite(catalog: Catalog): Promise<string[]> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where sql is not null and name not like 'kysely%' and name not like 'sqlite%'
  `.execute(catalog.read);
  return rows.map((row) => row.sql.replaceAll(/\s+/g, ' '));
}

async function describePostgres(catalog: Catalog): Promise<string[]> {
  const columns = await sql<{ line: string }>`
    select 'table ' || table_name || ': ' || string_agg(
      column_name || ' ' || data_type || case when is_nullable = 'NO' then ' not null' else '' end
      || coalesce(' default ' || column_default, '') || case when is_identity = 'YES' then ' identity' else '' end,
      ', ' order by ordinal_position) as line
    from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%' group by table_name
  `.execute(catalog.read);
  const indexes = await sql<{ line: string }>`
    select indexdef as line from pg_indexes where schemaname = 'public' and tablename not like 'kysely%'
  `.execute(catalog.read);
  const triggers = await sql<{ line: string }>`
    select pg_get_triggerdef(oid) as line from pg_trigger where not tgisinternal
    union all select regexp_replace(pg_get_functiondef(oid), '\s+', ' ', 'g') from pg_proc where pronamespace = 'public'::regnamespace
  `.execute(catalog.read);
  return [...columns.rows, ...indexes.rows, ...triggers.rows].map((row) => row.line);
}
