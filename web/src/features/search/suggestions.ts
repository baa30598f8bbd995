import type { components } from '../../../../src/sdk/openapi.d.ts';
import { tagTerm } from './tag-term.ts';
import type { WordAt } from './word-at.ts';

type Tag = components['schemas']['SuggestedTag'];
type Fields = components['schemas']['SearchFields'];
type Saved = components['schemas']['SavedSearch'];

export interface Suggestion {
  /** Unique among those shown at a time. */
  readonly key: string;
  readonly kind: 'tag' | 'field' | 'value' | 'saved';
  readonly label: string;
  /** What takes the place of the word, from `from` on. */
  readonly put: string;
  readonly from: number;
  readonly category?: string;
  readonly count?: number;
  readonly alias?: string | null;
  readonly about?: string;
}

const MOST_FIELDS = 4;
const MOST_SAVED = 5;
const MOST_VALUES = 12;
const TAG_FIELDS: ReadonlySet<string> = new Set(['tag', 'tags']);
const SAVED_FIELDS: ReadonlySet<string> = new Set(['search', 'saved']);

/** Whether tags are asked for what is being written. */
export function wantsTags(word: WordAt | null): boolean {
  return word !== null && (TAG_FIELDS.has(word.field) || (word.field === '' && word.text !== ''));
}

/** What is offered for the word at the caret: its tags, fields, values of a field, saved searches. */
export function suggestionsFor(
  word: WordAt | null,
  found: { readonly tags: readonly Tag[]; readonly fields: Fields | undefined; readonly saved: readonly Saved[] },
): Suggestion[] {
  if (word === null) return [];
  const typed = word.text.toLowerCase();
  if (TAG_FIELDS.has(word.field)) return found.tags.map((tag) => tagSuggestion(tag, word, false));
  if (SAVED_FIELDS.has(word.field)) return saved(found.saved, typed, word);
  if (word.field !== '') return values(word, typed, found.fields);
  if (typed === '') return saved(found.saved, '', word);
  const fields = (found.fields?.fields ?? [])
    .filter(({ name, aliases }) => [name, ...aliases].some((one) => one.startsWith(typed)))
    .slice(0, MOST_FIELDS)
    .map(({ name, about }): Suggestion => ({ key: `field ${name}`, kind: 'field', label: `${name}:`, put: `${name}:`, from: word.start, about }));
  const order: Suggestion[] = 'order'.startsWith(typed)
    ? [{ key: 'field order', kind: 'field', label: 'order:', put: 'order:', from: word.start, about: 'what comes first' }]
    : [];
  return [...found.tags.map((tag) => tagSuggestion(tag, word, true)), ...saved(found.saved, typed, word), ...fields, ...order];
}

function tagSuggestion({ name, category, count, alias }: Tag, word: WordAt, bare: boolean): Suggestion {
  return { key: `tag ${name}`, kind: 'tag', label: name, put: bare ? tagTerm(name) : name, from: bare ? word.start : word.textStart, category, count, alias };
}

function values(word: WordAt, typed: string, fields: Fields | undefined): Suggestion[] {
  const field = fields?.fields.find(({ name, aliases }) => name === word.field || aliases.includes(word.field));
  const all = word.field === 'order' ? (fields?.orders ?? []) : (field?.values ?? []);
  const offered = all.filter((value) => value.startsWith(typed) && value !== typed).slice(0, MOST_VALUES);
  return offered.map((value) => ({ key: `value ${value}`, kind: 'value', label: `${word.field}:${value}`, put: value, from: word.textStart }));
}

function saved(all: readonly Saved[], typed: string, word: WordAt): Suggestion[] {
  return all
    .filter(({ name }) => name.toLowerCase().replace(/\s+/g, '_').includes(typed))
    .toSorted((a, b) => Number(b.pinned) - Number(a.pinned))
    .slice(0, MOST_SAVED)
    .map(({ id, name, query, term }) => ({ key: `saved ${id}`, kind: 'saved', label: name, put: term, from: word.start, about: query }));
}
