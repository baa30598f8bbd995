import { useEffect, useRef, useState } from 'react';
import { isMovie } from '../../viewer/slide-data.ts';
import { useDeck } from '../deck/use-deck.ts';

/** A picture that has not come by then is passed over rather than waited for. */
const MOST_WAIT_MS = 15_000;

/** Goes through a search by itself: a picture for `seconds` once it is there, a video to its end, then from the start again. */
export function useShow(q: string, { seconds, playing }: { readonly seconds: number; readonly playing: boolean }) {
  const deck = useDeck(q);
  const [index, setIndex] = useState(0);
  const [unplayable, setUnplayable] = useState<number | null>(null);
  const { items, need, whole } = deck;
  const asset = items[index];
  const movie = asset !== undefined && isMovie(asset) && unplayable !== asset.id;

  useEffect(() => setIndex(0), [q]);
  useEffect(() => need(index), [index, need]);
  const go = (by: number): void =>
    setIndex((at) => {
      const next = at + by;
      if (next < 0) return whole ? Math.max(0, items.length - 1) : 0;
      // Not before the next page is there.
      return next < items.length ? next : whole ? 0 : at;
    });
  const latest = useRef(go);
  latest.current = go;

  useEffect(() => {
    if (!playing || asset === undefined || movie) return undefined;
    const begun = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    const next = (): void => {
      const picture = document.querySelector<HTMLImageElement>(`[data-deck="${items[index + 1]?.id}"]`);
      if (picture && !picture.complete && Date.now() - begun < MOST_WAIT_MS) timer = setTimeout(next, 200);
      else latest.current(1);
    };
    timer = setTimeout(next, seconds * 1000);
    return () => clearTimeout(timer);
  }, [playing, asset, movie, seconds, index, items]);

  return { deck, index, asset, movie, go, onEnd: () => (items.length === 1 ? undefined : go(1)), onFail: () => setUnplayable(asset?.id ?? null) };
}
