import type { ReadDb, WriteTx } from '../../catalog/catalog.ts';
import type { ChangeTest } from '../../catalog/bulk-queries.ts';
import { AppError } from '../../core/errors.ts';
import type { BulkChange, EditSummary } from '../../domain/edit.ts';
import { CONTENT_RATINGS } from '../../domain/tag.ts';
import { findTags, type FoundTags } from '../wished-tags.ts';

export interface PlannedChange {
  /** The change with its tags by the names they have. */
  readonly change: BulkChange;
  /** Tags there will be. */
  readonly made: ReadonlyArray<{ readonly name: string; readonly category: string }>;
  readonly test: ChangeTest;
}

/** Reads what somebody asks for; nothing is written. AppError `tag-invalid`, `invalid-input`. */
export async function planChange(db: ReadDb | WriteTx, asked: BulkChange): Promise<PlannedChange> {
  const { add = [], remove = [], replace = [], ...facts } = asked;
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Pick<
    BulkChange,
    'rating' | 'favourite' | 'contentRating'
  >;
  if (add.length + remove.length + replace.length + Object.keys(given).length === 0)
    throw new AppError('invalid-input', {
      detail: 'Say what is to be changed: tags to add, remove or replace, or a mark',
      fields: [{ path: 'change', message: 'is empty' }],
    });
  const plain = await findTags(db, { add, remove });
  // One call each, so that a name that cannot be is told where it stands.
  const swaps: Array<{ from: FoundTags['remove'][number]; to: FoundTags['add'][number] }> = [];
  for (const [index, { from, to }] of replace.entries()) {
    const found = await findTags(db, { add: [to], remove: [from] }).catch((error: unknown) => {
      throw error instanceof AppError && error.fields ? renamed(error, index) : error;
    });
    swaps.push({ from: found.remove[0]!, to: found.add[0]! });
  }
  refuseContradictions(plain, swaps);
  const made = new Map(
    [...plain.add, ...swaps.map(({ to }) => to)].filter((tag) => !('id' in tag)).map((tag) => [tag.name, { name: tag.name, category: tag.category }]),
  );
  const ids = (tags: readonly object[]) => tags.flatMap((tag) => ('id' in tag ? [tag.id as number] : []));
  return {
    change: {
      ...(plain.add.length > 0 ? { add: plain.add.map(({ name }) => name) } : {}),
      ...(plain.remove.length > 0 ? { remove: plain.remove.map(({ name }) => name) } : {}),
      ...(swaps.length > 0 ? { replace: swaps.map(({ from, to }) => ({ from: from.name, to: to.name })) } : {}),
      ...given,
    },
    made: [...made.values()],
    test: {
      always: plain.add.some((tag) => !('id' in tag)),
      add: ids(plain.add),
      remove: ids(plain.remove),
      replace: ids(swaps.map(({ from }) => from)),
      ...(given.rating === undefined ? {} : { rating: given.rating }),
      ...(given.favourite === undefined ? {} : { favourite: given.favourite }),
      ...(given.contentRating === undefined ? {} : { contentRating: given.contentRating === null ? null : CONTENT_RATINGS.indexOf(given.contentRating) }),
    },
  };
}

export function summaryOf({ add, remove, replace, ...facts }: BulkChange): EditSummary {
  const names = Object.keys(facts);
  return { ...(add ? { add } : {}), ...(remove ? { remove } : {}), ...(replace ? { replace } : {}), ...(names.length > 0 ? { facts: names } : {}) };
}

/** What is given to an asset and taken from it at once has no answer. */
function refuseContradictions(plain: FoundTags, swaps: ReadonlyArray<{ from: { name: string }; to: { name: string } }>): void {
  const given = new Set([...plain.add, ...swaps.map(({ to }) => to)].map(({ name }) => name));
  const taken = [...plain.remove, ...swaps.map(({ from }) => from)].map(({ name }) => name);
  const twice = taken.filter((name, index) => given.has(name) || taken.indexOf(name) !== index);
  if (twice.length === 0) return;
  const detail = `“${twice[0]}” is taken away and given at once, or taken away twice`;
  throw new AppError('tag-invalid', { detail, fields: [{ path: 'replace', message: detail }] });
}

function renamed(error: AppError, index: number): AppError {
  const fields = error.fields!.map(({ path, message }) => ({ path: `replace.${index}.${path.startsWith('add') ? 'to' : 'from'}`, message }));
  return new AppError('tag-invalid', { ...(error.detail === undefined ? {} : { detail: error.detail }), fields });
}
