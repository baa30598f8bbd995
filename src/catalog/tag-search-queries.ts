import { type RawBuilder, sql } from 'kysely';
import type { Catalog } from './catalog.ts';

/** A tag as a search needs it. */
export interface FoundTag {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly count: number;
}

/** Tags on at least one asset that match each pattern (`*` = any run of characters), the most used first, at most `limit` of each. */
export async function tagsMatching({ read }: Catalog, patterns: readonly string[], limit: number): Promise<FoundTag[][]> {
  if (patterns.length === 0) return [];
  const parts = patterns.map(
    (pattern, at): RawBuilder<unknown> => sql`
      select * from (select ${sql.lit(at)} as at, id, name, category, count from tag
        where count > 0 and name like ${likePattern(pattern)} escape '\\' order by count desc, id desc limit ${limit}) as p${sql.lit(at)}`,
  );
  const { rows } = await sql<FoundTag & { at: number }>`${sql.join(parts, sql` union all `)}`.execute(read);
  const found = patterns.map((): FoundTag[] => []);
  for (const { at, ...tag } of rows) found[at]!.push(tag);
  return found.map((tags) => tags.sort((a, b) => b.count - a.count || b.id - a.id));
}

/** `\*` stands for itself, and no name has one. */
function likePattern(pattern: string): string {
  return pattern
    .replace(/\\\*/g, '\0')
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('\0', '*');
}
