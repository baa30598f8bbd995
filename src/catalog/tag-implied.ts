import type { ReadDb, WriteTx } from './catalog.ts';

/** Far deeper than any real chain; a ring cannot be approved, but two approvals at once might make one. */
const MAX_DEPTH = 20;
const NONE: ReadonlySet<number> = new Set();

/** By tag what the active implications give with it directly: of these tags, of what follows from them, and so on. */
export type Rules = ReadonlyMap<number, readonly number[]>;

export async function rulesAround(db: ReadDb | WriteTx, tagIds: ReadonlySet<number>): Promise<Rules> {
  const direct = new Map<number, number[]>();
  let ask = [...tagIds];
  for (let depth = 0; depth < MAX_DEPTH && ask.length > 0; depth += 1) {
    const rows = await rulesFrom(db, ask);
    const found = new Set<number>();
    for (const id of ask) direct.set(id, []);
    for (const { antecedent_id, consequent_id } of rows) {
      direct.get(antecedent_id)!.push(consequent_id);
      if (!direct.has(consequent_id)) found.add(consequent_id);
    }
    ask = [...found];
  }
  return direct;
}

/** What follows from tags an asset bears. One that was denied is reached, but nothing follows from it: a no implies nothing. */
export function following(rules: Rules, tags: Iterable<number>, denied: ReadonlySet<number> = NONE): Set<number> {
  const reached = new Set<number>();
  const open = [...tags].flatMap((tag) => rules.get(tag) ?? []);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    if (!denied.has(next)) open.push(...(rules.get(next) ?? []));
  }
  return reached;
}

/** By tag: all that follows from it by the active implications, and from that, and so on. Tags without any are absent. */
export async function impliedBy(db: ReadDb | WriteTx, tagIds: ReadonlySet<number>): Promise<Map<number, readonly number[]>> {
  const rules = await rulesAround(db, tagIds);
  const implied = new Map<number, readonly number[]>();
  for (const id of tagIds) {
    const reached = following(rules, [id]);
    reached.delete(id);
    if (reached.size > 0) implied.set(id, [...reached]);
  }
  return implied;
}

async function rulesFrom(db: ReadDb | WriteTx, tagIds: readonly number[]): Promise<Array<{ antecedent_id: number; consequent_id: number }>> {
  const rows: Array<{ antecedent_id: number; consequent_id: number }> = [];
  for (let at = 0; at < tagIds.length; at += 10_000)
    rows.push(
      ...(await db
        .selectFrom('tag_implication')
        .select(['antecedent_id', 'consequent_id'])
        .where('state', '=', 'active')
        .where('antecedent_id', 'in', tagIds.slice(at, at + 10_000))
        .execute()),
    );
  return rows;
}
