import type { Catalog } from '../../catalog/catalog.ts';
import { notesOf, wordsOf } from '../../catalog/note-queries.ts';
import { poolByKey } from '../../catalog/pool-queries.ts';
import { relationStates } from '../../catalog/relation-queries.ts';
import { AppError } from '../../core/errors.ts';
import { KIN_KINDS, type KinKind, poolKey, poolName, poolNameProblem } from '../../domain/link.ts';
import { addNote } from '../notes.ts';
import { addToPool } from '../pool-members.ts';
import { createPool, type NewPool } from '../pools.ts';
import { relate, setParent } from '../relations.ts';

interface By {
  readonly now: number;
  readonly actor: string;
}

/** A note that is not there yet, to the letter and the place. False when it is. */
export async function takeNote(
  catalog: Catalog,
  assetId: number,
  words: Parameters<typeof addNote>[2],
  by: By & { readonly dryRun: boolean },
): Promise<boolean> {
  const here = (await notesOf(catalog.read, assetId)).map((note) => JSON.stringify(wordsOf(note)));
  if (here.includes(JSON.stringify(words))) return false;
  if (by.dryRun) return true;
  await addNote(catalog, assetId, words, by);
  return true;
}

/** One asset with the groups it is in over there; their names mean something within one import only. */
export interface TakenRelation {
  readonly id: number;
  readonly parent: number | undefined;
  readonly groups: Readonly<Partial<Record<KinKind, string>>>;
}

/**
 * Relations of assets that are here. One that has a parent keeps it, and groups grow together. Returns how many there are, how many of
 * them are new, and the parents that would have closed a circle. A dry run takes those for new that are not there.
 */
export async function takeRelations(
  catalog: Catalog,
  relations: readonly TakenRelation[],
  by: By & { readonly dryRun: boolean },
): Promise<{ all: number; added: number; circles: number[] }> {
  let all = 0;
  let added = 0;
  const circles: number[] = [];
  const parents = relations.filter((one): one is TakenRelation & { parent: number } => one.parent !== undefined);
  for (let at = 0; at < parents.length; at += LOOKED_UP) {
    const some = parents.slice(at, at + LOOKED_UP);
    const here = await relationStates(
      catalog.read,
      some.map(({ id }) => id),
    );
    for (const { id, parent } of some) {
      all += 1;
      if (here.get(id)!.parent !== null) continue;
      const end = by.dryRun ? 'done' : await ended(setParent(catalog, id, parent, by));
      if (end === 'done') added += 1;
      else if (end === 'relation-cycle') circles.push(id);
    }
  }
  for (const kind of KIN_KINDS)
    for (const [name, group] of Map.groupBy(relations, ({ groups }) => groups[kind])) {
      const [first, ...others] = group.map(({ id }) => id);
      if (name === undefined || first === undefined || others.length === 0) continue;
      all += others.length;
      const end = by.dryRun ? await together(catalog, kind, [first, ...others]) : await ended(relate(catalog, kind, others, first, by));
      if (end === 'done') added += others.length;
    }
  return { all, added, circles };
}

/** How relating them would end: all of one group, or children of one parent, are it already. */
async function together(catalog: Catalog, kind: KinKind, ids: readonly number[]): Promise<string> {
  const states = [...(await relationStates(catalog.read, ids)).values()];
  const one = (name: 'parent' | KinKind) => states[0]![name] !== null && states.every((state) => state[name] === states[0]![name]);
  return one(kind) || (kind === 'sibling' && one('parent')) ? 'relation-exists' : 'done';
}

const LOOKED_UP = 5_000;

/** What is so already, or cannot be, is passed over; bugs are not. */
async function ended(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof AppError && error.entry.status < 500) return error.code;
      throw error;
    },
  );
}

/** The pool of this name, made when there is none (in a dry run it gets no id); undefined when it cannot be the name of one. */
export async function takePool(
  catalog: Catalog,
  wanted: NewPool,
  by: By & { readonly dryRun: boolean },
): Promise<{ readonly id: number | undefined; readonly fresh: boolean } | undefined> {
  if (poolNameProblem(wanted.name) !== undefined) return undefined;
  const here = await poolByKey(catalog.read, poolKey(poolName(wanted.name)));
  if (here !== undefined) return { id: here.id, fresh: false };
  return { id: by.dryRun ? undefined : await createPool(catalog, wanted, by), fresh: true };
}

/** They come behind the members that are there, in this order; those that are members stay where they are. Returns how many came. */
export async function takeMembers(catalog: Catalog, poolId: number, ids: readonly number[], by: By): Promise<number> {
  return ids.length === 0 ? 0 : (await addToPool(catalog, poolId, ids, 'end', by)).changed.length;
}
