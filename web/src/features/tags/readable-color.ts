/** Colours of categories of one's own that have none: by their place. */
const FURTHER = ['#0f9aa8', '#b08a1e', '#d0559a', '#6b7be0', '#6f9b2f', '#b0603f'];
/** What a tag may stand on, at its worst: the marked row (--mp-accent-soft in styles/base.css). */
const SURFACE = { light: '#dff1f3', dark: '#143238' } as const;
/** WCAG AA for small text. */
const CONTRAST = 4.5;

/** The colour of a category as it can be read on the surface: made darker or lighter until the contrast is 4.5 to 1. */
export function readableColor({ color: chosen, position }: { readonly color: string | null; readonly position: number }, scheme: 'light' | 'dark'): string {
  const wanted = chosen ?? FURTHER[position % FURTHER.length]!;
  const surface = luminance(SURFACE[scheme]);
  const towards = scheme === 'light' ? 0 : 255;
  const parts = rgb(wanted);
  for (let step = 0; step <= 20; step += 1) {
    const mixed = parts.map((part) => Math.round(part + ((towards - part) * step) / 20));
    const color = `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    if (contrast(luminance(color), surface) >= CONTRAST) return color;
  }
  return scheme === 'light' ? '#000000' : '#ffffff';
}

export function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export function luminance(color: string): number {
  const [r, g, b] = rgb(color).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function rgb(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
