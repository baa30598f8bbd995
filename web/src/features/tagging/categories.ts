/** As the large boorus order and colour them; categories of one's own follow. */
const ORDER = ['artist', 'copyright', 'character', 'species', 'general', 'meta'];

/** The colour as CSS; features/tags/category-colors.ts keeps those of one's own in variables of the page. */
export function categoryColor(category: string): string {
  return `var(${categoryVariable(category)}, var(--mp-text))`;
}

export function categoryVariable(category: string): string {
  return `--mp-tag-${category.replace(/[^\p{L}\p{N}_-]/gu, '-')}`;
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
