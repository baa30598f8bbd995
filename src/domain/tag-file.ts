import { tagName } from './tag.ts';

/** One line of a list of tags, as the boorus and the tagger packs give them. */
export type TagLine =
  | { readonly kind: 'tag'; readonly name: string; readonly category: string; readonly count: number; readonly aliases: readonly string[] }
  | { readonly kind: 'alias'; readonly from: string; readonly to: string }
  | { readonly kind: 'implication'; readonly from: string; readonly to: string }
  /** Nothing to take over, and nothing wrong: a rating, a rule that no longer holds. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bad'; readonly why: string };

/** Numbers of categories: 5 is meta on Danbooru, species on e621. */
export type CategoryNumbers = 'danbooru' | 'e621';

const NUMBERS: Record<CategoryNumbers, Record<string, string>> = {
  danbooru: { 0: 'general', 1: 'artist', 3: 'copyright', 4: 'character', 5: 'meta' },
  e621: { '-1': 'general', 0: 'general', 1: 'artist', 2: 'contributor', 3: 'copyright', 4: 'character', 5: 'species', 6: 'invalid', 7: 'meta', 8: 'lore' },
};
/** Of a tagger: how explicit a picture is; no tag here. */
const RATING = '9';

/** What stands in which column. */
export interface TagColumns {
  readonly what: 'tags' | 'aliases' | 'implications';
  readonly hasHeader: boolean;
  readonly name: number;
  readonly category?: number;
  readonly count?: number;
  readonly aliases?: number;
  readonly to?: number;
  readonly status?: number;
  readonly numbers?: CategoryNumbers;
}

/**
 * Reads the first line: `name,category,count,aliases`, dumps of e621, `selected_tags.csv` of taggers, or no header at all.
 * The dumps of aliases and of implications have the same columns: only the name of the file tells them apart.
 */
export function tagColumns(first: readonly string[], fileName: string): TagColumns | undefined {
  const names = first.map((name) => name.trim().toLowerCase());
  const at = (...wanted: string[]): number | undefined => {
    const found = names.findIndex((name) => wanted.includes(name));
    return found < 0 ? undefined : found;
  };
  const from = at('antecedent_name');
  const to = at('consequent_name');
  if (from !== undefined && to !== undefined) {
    const status = at('status');
    return { what: /implication/i.test(fileName) ? 'implications' : 'aliases', hasHeader: true, name: from, to, ...(status === undefined ? {} : { status }) };
  }
  const name = at('name', 'tag', 'tag_name');
  const category = at('category', 'type', 'category_name');
  const count = at('count', 'post_count', 'posts');
  if (name !== undefined && (category !== undefined || count !== undefined)) {
    const aliases = at('aliases', 'alias', 'other_names');
    const ofE621 = at('id') !== undefined && at('post_count') !== undefined;
    return {
      what: 'tags',
      hasHeader: true,
      name,
      ...(category === undefined ? {} : { category }),
      ...(count === undefined ? {} : { count }),
      ...(aliases === undefined ? {} : { aliases }),
      ...(ofE621 ? { numbers: 'e621' as const } : {}),
    };
  }
  // name,category[,count[,"alias,alias"]]: what the tagger packs hold without saying so
  const bare = first.length >= 2 && /^-?\d{1,2}$/.test(first[1]!.trim()) && (first[2] === undefined || /^\d*$/.test(first[2].trim()));
  return bare ? { what: 'tags', hasHeader: false, name: 0, category: 1, count: 2, aliases: 3 } : undefined;
}

export function tagLine(fields: readonly string[], columns: TagColumns, numbers: CategoryNumbers): TagLine {
  const name = tagName(fields[columns.name] ?? '');
  if (name === undefined) return { kind: 'bad', why: `“${(fields[columns.name] ?? '').slice(0, 60)}” cannot be a tag` };
  if (columns.to !== undefined) {
    const to = tagName(fields[columns.to] ?? '');
    if (to === undefined) return { kind: 'bad', why: `“${(fields[columns.to] ?? '').slice(0, 60)}” cannot be a tag` };
    const holds = columns.status === undefined || fields[columns.status] === 'active';
    return holds && name !== to ? { kind: columns.what === 'implications' ? 'implication' : 'alias', from: name, to } : { kind: 'nothing' };
  }
  const key = columns.category === undefined ? '' : (fields[columns.category] ?? '').trim();
  // Without a header nothing says that words are categories.
  const category = columns.hasHeader || /^-?\d+$/.test(key) ? categoryOf(key, columns.numbers ?? numbers) : undefined;
  if (category === RATING) return { kind: 'nothing' };
  if (category === undefined) return { kind: 'bad', why: `“${key.slice(0, 60)}” is no category` };
  const written = columns.count === undefined ? '' : (fields[columns.count] ?? '').trim();
  const count = written === '' ? 0 : Number(written);
  if (!Number.isFinite(count)) return { kind: 'bad', why: `“${written.slice(0, 60)}” is no number` };
  const aliases = columns.aliases === undefined ? [] : (fields[columns.aliases] ?? '').split(',').flatMap((alias) => tagName(alias) ?? []);
  // Some dumps count below zero after deletions; 32 bits are what the catalog holds.
  return { kind: 'tag', name, category, count: Math.min(2_000_000_000, Math.max(0, Math.round(count))), aliases: aliases.filter((alias) => alias !== name) };
}

/**
 * A category by its number, its name, or the key of an extended list (`03_hair_style` is `hair_style`). Undefined for what cannot be one.
 */
export function categoryOf(text: string, numbers: CategoryNumbers): string | undefined {
  const key = text.trim();
  if (key === '') return 'general';
  if (key === RATING) return RATING;
  if (/^-?\d+$/.test(key)) return NUMBERS[numbers][key];
  const name = tagName(key.replace(/^\d+[_\s-]+/, ''));
  if (name === undefined || name.length > 60) return undefined;
  return WORDS[name] ?? name;
}

/** Other words for the categories every library has: of booru dumps, and of Hydrus' namespaces. */
const WORDS: Readonly<Record<string, string>> = {
  creator: 'artist',
  photographer: 'artist',
  series: 'copyright',
  franchise: 'copyright',
  person: 'character',
  metadata: 'meta',
  medium: 'meta',
};

/** 6, 7 and 8 are e621's only. */
export function tellsE621(category: string): boolean {
  return /^[678]$/.test(category.trim());
}
