/** As the large boorus order and colour them; categories of one's own follow. */
const ORDER = ['artist', 'copyright', 'character', 'species', 'general', 'meta'];

export function categoryColor(category: string): string {
  return ORDER.includes(category) ? `var(--mp-tag-${category})` : 'var(--mp-text)';
}

export function byCategory<T extends { readonly category: string }>(tags: readonly T[]): ReadonlyArray<readonly [category: string, tags: readonly T[]]> {
  const place = (category: string): number => (ORDER.includes(category) ? ORDER.indexOf(category) : ORDER.length);
  const groups = new Map<string, T[]>();
  for (const tag of tags) groups.set(tag.category, [...(groups.get(tag.category) ?? []), tag]);
  return [...groups].sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b));
}

/** `long_hair` as people read it. */
export function tagTitle(name: string): string {
  return name.replaceAll('_', ' ');
}
