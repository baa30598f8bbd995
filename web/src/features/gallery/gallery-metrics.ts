import type { LayoutOptions } from './justified-layout.ts';

/** Sizes by the width there is: three pictures abreast on a phone, larger ones on a larger screen. */
export function galleryMetrics(width: number): LayoutOptions {
  const phone = width < 600;
  return {
    width,
    rowHeight: Math.round(Math.min(300, 100 + width * 0.07)),
    gap: phone ? 3 : 4,
    labelHeight: phone ? 44 : 52,
    labelWidth: phone ? 84 : 96,
    blockGap: phone ? 10 : 20,
  };
}
