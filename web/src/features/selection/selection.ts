import type { BulkTarget } from '../../api/types.ts';

/** What is selected: these pictures, or everything a search finds but these. */
export type Selected =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'all'; readonly q: string; readonly except: ReadonlySet<number>; readonly total: number };

const NOTHING: Selected = { kind: 'some', ids: new Set() };
/** As many as the server takes by their ids; more is a search. */
export const MOST_IDS = 20_000;

/**
 * The selection of the gallery, apart from what is drawn: it survives scrolling. A whole search is kept as the search and its exceptions,
 * never as a list of 100,000 ids.
 */
export class Selection {
  #selected: Selected = NOTHING;
  /** Where a range begins, and what was selected before it. */
  #anchor: { readonly id: number; readonly before: Selected } | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly current = (): Selected => this.#selected;

  has(id: number): boolean {
    return holds(this.#selected, id);
  }

  toggle(id: number): void {
    const next = changed(this.#selected, [id], !this.has(id));
    this.#anchor = { id, before: next };
    this.#set(next);
  }

  /** From the anchor to `id` in the order of the gallery, in the place of the range before. */
  extendTo(id: number, order: readonly number[]): void {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor.id);
    const to = order.indexOf(id);
    if (from === -1 || to === -1 || this.#anchor === null) return this.toggle(id);
    this.#set(changed(this.#anchor.before, order.slice(Math.min(from, to), Math.max(from, to) + 1), true));
  }

  /** The next range begins anew. */
  release(): void {
    this.#anchor = null;
  }

  /** Begins a range here, when none has begun. */
  startAt(id: number): void {
    this.#anchor ??= { id, before: this.#selected };
  }

  all(q: string, total: number): void {
    this.#anchor = null;
    this.#set({ kind: 'all', q, except: new Set(), total });
  }

  clear(): void {
    this.#anchor = null;
    if (countOf(this.#selected) > 0 || this.#selected.kind === 'all') this.#set(NOTHING);
  }

  #set(next: Selected): void {
    // Everything taken out of a whole search: nothing is left.
    this.#selected = next.kind === 'all' && countOf(next) <= 0 ? NOTHING : next;
    for (const listener of this.#listeners) listener();
  }
}

export const selection = new Selection();

export function holds(selected: Selected, id: number): boolean {
  return selected.kind === 'some' ? selected.ids.has(id) : !selected.except.has(id);
}

export function countOf(selected: Selected): number {
  return selected.kind === 'some' ? selected.ids.size : selected.total - selected.except.size;
}

/** As the server is asked. */
export function targetOf(selected: Selected): BulkTarget {
  return selected.kind === 'some' ? { ids: [...selected.ids] } : { q: selected.q, except: [...selected.except] };
}

function changed(selected: Selected, ids: readonly number[], on: boolean): Selected {
  const put = selected.kind === 'some' ? on : !on;
  const set = new Set(selected.kind === 'some' ? selected.ids : selected.except);
  for (const id of ids) {
    if (put) set.add(id);
    else set.delete(id);
  }
  return selected.kind === 'some' ? { kind: 'some', ids: set } : { ...selected, except: set };
}
