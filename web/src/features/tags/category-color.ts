/** Colours of the categories every library has; others come by their place. */
const BUILTIN: Readonly<Record<string, string>> = {
  general: '#3f8fd0',
  artist: '#c4463f',
  copyright: '#a653c4',
  character: '#2f9e5c',
  species: '#c9762b',
  meta: '#8a8f94',
};
const FURTHER = ['#0f9aa8', '#b08a1e', '#d0559a', '#6b7be0', '#6f9b2f', '#b0603f'];
/** What a tag may stand on, at its worst: the marked row (--mp-accent-soft in styles/base.css). */
const SURFACE = { light: '#dff1f3', dark: '#143238' } as const;
/** WCAG AA for small text. */
const CONTRAST = 4.5;

/** The colour of a category as it can be read on the surface: made darker or lighter until the contrast is 4.5 to 1. */
export function categoryColor(
  category: { readonly name: string; readonly color: string | null; readonly position: number } | undefined,
  scheme: 'light' | 'dark',
): string {
  const wanted = category?.color ?? BUILTIN[category?.name ?? ''] ?? FURTHER[(category?.position ?? 0) % FURTHER.length]!;
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
