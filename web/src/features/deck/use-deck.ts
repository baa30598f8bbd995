import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { AssetSummary } from '../../api/types.ts';
import { withTerm } from './query-text.ts';

const PAGE = 100;
/** Pictures ahead that are known before they are shown. */
const AHEAD = 40;

export interface Deck {
  readonly items: readonly AssetSummary[];
  /** All that were found when it began. */
  readonly total: number;
  /** The last one is among the items. */
  readonly whole: boolean;
  readonly error: unknown;
  readonly loading: boolean;
  /** Makes sure that this one and some after it are known. */
  readonly need: (index: number) => void;
  readonly retry: () => void;
}

const EMPTY = { items: [] as readonly AssetSummary[], total: 0, next: null as string | null, begun: false };

/** What a search finds, one picture after the other: as it was when each page was asked for, so that nothing moves under the hand. */
export function useDeck(q: string): Deck {
  const [deck, setDeck] = useState(EMPTY);
  const [error, setError] = useState<unknown>(null);
  const [loading, setLoading] = useState(true);
  const wanted = useRef(0);
  const run = useRef({ busy: false, q: '', deck: EMPTY });

  const load = useCallback(async () => {
    const mine = run.current;
    if (mine.busy) return;
    mine.busy = true;
    setLoading(true);
    setError(null);
    try {
      while (!mine.deck.begun || (mine.deck.next !== null && mine.deck.items.length <= wanted.current + AHEAD)) {
        const { next } = mine.deck;
        // A file without a picture has nothing to show.
        const query = { limit: PAGE, q: withTerm(mine.q, '-is:file'), ...(next === null ? {} : { cursor: next }) };
        const page = must((await api.GET('/api/v1/assets', { params: { query } })).data);
        mine.deck = { items: [...mine.deck.items, ...page.items], total: mine.deck.begun ? mine.deck.total : page.total, next: page.next, begun: true };
        if (run.current !== mine) return;
        setDeck(mine.deck);
      }
    } catch (problem) {
      if (run.current === mine) setError(problem);
    } finally {
      mine.busy = false;
      if (run.current === mine) setLoading(false);
    }
  }, []);

  useEffect(() => {
    run.current = { busy: false, q, deck: EMPTY };
    wanted.current = 0;
    setDeck(EMPTY);
    void load();
  }, [q, load]);

  const need = useCallback(
    (index: number) => {
      wanted.current = Math.max(wanted.current, index);
      const { busy, deck: now } = run.current;
      if (!busy && now.begun && now.next !== null && now.items.length <= index + AHEAD) void load();
    },
    [load],
  );
  return { items: deck.items, total: deck.total, whole: deck.begun && deck.next === null, error, loading, need, retry: () => void load() };
}
