import { assetsByIds } from '../catalog/asset-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Condition } from '../catalog/search-condition.ts';
import { countFound, type Search, searchAssets, type SearchPosition, type SearchRow } from '../catalog/search-queries.ts';
import { answer, hitsOf } from './index/answer.ts';
import { type ExplainStep, explainQuestion } from './index/explain.ts';
import type { LiveIndex } from './index/live-index.ts';
import { orderingOf } from './index/order.ts';
import { planFor } from './index/plan.ts';

export interface FoundPage {
  readonly rows: SearchRow[];
  /** Where the next page begins; undefined at the end. */
  readonly next: SearchPosition | undefined;
  /** All that match; undefined when the catalog answered, which counts only when it is asked to. */
  readonly total: number | undefined;
}

/** How a search is answered. */
export interface SearchExplained {
  readonly by: 'index' | 'sql';
  /** Why the catalog answers. */
  readonly reason: string | null;
  /** Of the index: the whole question; absent for everything. */
  readonly plan?: ExplainStep;
  readonly total: number;
}

/** Answers searches, by the tag index where there is one, else by the catalog: the same assets in the same order either way. */
export class Finder {
  readonly #catalog: Catalog;
  readonly index: LiveIndex | undefined;

  constructor(catalog: Catalog, index?: LiveIndex) {
    this.#catalog = catalog;
    this.index = index;
  }

  async page(search: Search, after: SearchPosition | undefined, limit: number, offset = 0): Promise<FoundPage> {
    return (await this.#byIndex(search, after, limit, offset)) ?? this.#bySql(search, after, limit, offset);
  }

  /** Undefined: no index answers this. */
  async countByIndex(where: Condition | undefined): Promise<number | undefined> {
    return this.index?.answer(async (generation) => {
      const plan = await planFor(this.#catalog, generation, where);
      return plan.by === 'index' ? (await hitsOf(generation, plan.question)).count : undefined;
    });
  }

  async count(where: Condition | undefined): Promise<number> {
    return (await this.countByIndex(where)) ?? countFound(this.#catalog, where);
  }

  async explain(search: Search): Promise<SearchExplained> {
    const sql = async (reason: string): Promise<SearchExplained> => ({ by: 'sql', reason, total: await countFound(this.#catalog, search.where) });
    if (!this.index) return sql('this library has no index');
    if (!orderingOf(search.by)) return sql(`the index does not keep the order ${search.by}`);
    const explained = await this.index.answer(async (generation): Promise<SearchExplained | string> => {
      const plan = await planFor(this.#catalog, generation, search.where);
      if (plan.by === 'sql') return plan.reason;
      const { count } = await hitsOf(generation, plan.question);
      return { by: 'index', reason: null, ...(plan.question === undefined ? {} : { plan: explainQuestion(plan.question, generation) }), total: count };
    });
    if (explained === undefined) return sql((await this.index.state()).reason ?? 'the index is not ready');
    return typeof explained === 'string' ? sql(explained) : explained;
  }

  async #byIndex(search: Search, after: SearchPosition | undefined, limit: number, offset: number): Promise<FoundPage | undefined> {
    const ordering = orderingOf(search.by);
    if (!ordering) return undefined;
    const answered = await this.index?.answer(async (generation) => {
      const plan = await planFor(this.#catalog, generation, search.where);
      if (plan.by === 'sql') return undefined;
      return answer(generation, plan.question, { ordering, after, limit: limit + 1, offset, seed: search.seed ?? 0 });
    });
    if (!answered) return undefined;
    const { found, total } = answered;
    const page = found.slice(0, limit);
    const rows = new Map(
      (
        await assetsByIds(
          this.#catalog,
          page.map(({ id }) => id),
        )
      ).map((row) => [row.id, row]),
    );
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      // What went into the trash within these milliseconds is left out.
      rows: page.flatMap(({ id, value }) => {
        const row = rows.get(id);
        return row?.stack_hidden === 0 ? { ...row, order_value: value } : [];
      }),
      next: last && [last.value, last.id],
      total,
    };
  }

  async #bySql(search: Search, after: SearchPosition | undefined, limit: number, offset: number): Promise<FoundPage> {
    const rows = await searchAssets(this.#catalog, search, after, limit + 1, offset);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { rows: page, next: last && [last.order_value, last.id], total: undefined };
  }
}
