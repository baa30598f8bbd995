import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { AssetSummary } from '../../api/types.ts';
import { useDeck } from '../deck/use-deck.ts';
import type { Mark } from '../marks/mark-queue.ts';
import { marks } from '../marks/marks.ts';

export type Said = Pick<AssetSummary, 'rating' | 'favourite' | 'contentRating'>;
/** After which mark the next picture comes by itself. */
export type Advance = 'score' | 'content' | 'any' | 'never';

interface Press {
  readonly key: string;
  readonly index: number;
  readonly before: Mark;
}

/** Of which assets a score was on its way when this search began. */
function useOnTheWay(q: string): ReadonlySet<number> {
  const kept = useRef<{ readonly q: string; readonly ids: ReadonlySet<number> } | null>(null);
  if (kept.current?.q !== q) kept.current = { q, ids: marks.scored() };
  return kept.current.ids;
}

/** A longer gap between two marks is a pause, whoever forgot to say so. */
const GAP_MS = 30_000;

/** One picture after the other, what is said of them here, and how fast it goes. */
export function useScoring(q: string, { advance, unscored }: { readonly advance: Advance; readonly unscored: boolean }) {
  const deck = useDeck(q);
  const [index, setIndex] = useState(0);
  const [said, setSaid] = useState<ReadonlyMap<number, Partial<Said>>>(new Map());
  const [flash, setFlash] = useState<{ readonly words: string; readonly at: number } | null>(null);
  const history = useRef<Press[]>([]);
  const pace = useRef({ marked: new Set<number>(), activeMs: 0, last: 0 });
  useSyncExternalStore(marks.subscribe, () => marks.version);

  useEffect(() => {
    setIndex(0);
    setSaid(new Map());
    history.current = [];
  }, [q]);

  // Scored before the search was asked for, and still on the way to the server then, or to the process that answered: it finds them once
  // more, but nobody is asked again.
  const onTheWay = useOnTheWay(q);
  const skip = useCallback(
    (asset: AssetSummary | undefined) => unscored && asset !== undefined && (onTheWay.has(asset.id) || asset.rating !== null),
    [unscored, onTheWay],
  );
  const { items, need } = deck;
  useEffect(() => need(index), [index, need]);
  useEffect(() => {
    if (skip(items[index])) setIndex(index + 1);
  }, [items, index, skip]);

  const asset = items[index];
  const now: Said | null = asset ? { ...asset, ...(marks.pendingOf(asset.id) as Partial<Said>), ...said.get(asset.id) } : null;

  const go = useCallback((by: number) => setIndex((at) => Math.max(0, Math.min(deck.items.length, at + by))), [deck.items.length]);

  const say = useCallback(
    (change: Partial<Said>, words: string) => {
      if (!asset || !now) return;
      const before: Mark = { id: asset.id, ...Object.fromEntries(Object.keys(change).map((name) => [name, now[name as keyof Said] ?? null])) };
      // A favourite that was none has no word to go back to.
      if (before.favourite === false) before.favourite = null;
      const key = marks.add({ id: asset.id, ...change } as Mark);
      history.current.push({ key, index, before });
      setSaid((all) => new Map(all).set(asset.id, { ...all.get(asset.id), ...change, ...(change.rating === 0 ? { rating: null } : {}) }));
      setFlash({ words, at: Date.now() });
      const at = Date.now();
      const gap = at - pace.current.last;
      if (gap < GAP_MS) pace.current.activeMs += gap;
      pace.current.last = at;
      pace.current.marked.add(asset.id);
      const goes = advance === 'any' || (advance === 'score' && change.rating !== undefined) || (advance === 'content' && change.contentRating !== undefined);
      if (goes) setIndex(index + 1);
    },
    [asset, now, index, advance],
  );

  const undo = useCallback(() => {
    const last = history.current.pop();
    if (!last) return;
    marks.undo(last.key, last.before);
    const { id, ...before } = last.before;
    setSaid((all) => new Map(all).set(id, { ...all.get(id), ...before, ...(before.favourite === null ? { favourite: false } : {}) } as Partial<Said>));
    setIndex(last.index);
    setFlash({ words: 'Undone', at: Date.now() });
  }, []);

  return {
    deck,
    index,
    asset,
    now,
    flash,
    say,
    undo,
    go,
    again: () => setIndex(0),
    canUndo: history.current.length > 0,
    marked: pace.current.marked.size,
    perMinute: pace.current.activeMs < 5000 ? null : Math.round((Math.max(0, pace.current.marked.size - 1) * 60_000) / pace.current.activeMs),
    waiting: marks.waiting,
    troubled: marks.troubled,
  };
}
