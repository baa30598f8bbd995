/**
 * Browsers cap the height of an element (Firefox near 17.8 million px, Chromium near 33 million). A library taller than
 * this is scrolled through a window of `physical` pixels over `total`, beginning at `base`.
 */
export interface ScrollSpace {
  readonly total: number;
  readonly physical: number;
  readonly base: number;
}

export const MAX_PHYSICAL = 8_000_000;

/** A space in which `top` can be shown, with as much room as possible on both sides of it. */
export function spaceAround(total: number, top: number, max = MAX_PHYSICAL): ScrollSpace {
  const physical = Math.min(total, max);
  const base = Math.min(Math.max(0, Math.round(top - physical / 2)), total - physical);
  return { total, physical, base };
}

/** Same space while `top` lies well inside it, else a new one around `top`. */
export function spaceWith(space: ScrollSpace, top: number, viewport: number, max = MAX_PHYSICAL): ScrollSpace {
  const margin = Math.min(space.physical / 4, viewport * 50);
  const above = space.base > 0 && top - space.base < margin;
  const below = space.base + space.physical < space.total && space.base + space.physical - top < margin + viewport;
  return above || below ? spaceAround(space.total, top, max) : space;
}
