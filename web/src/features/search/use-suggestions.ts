import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { fieldsQuery, savedSearchesQuery, tagSuggestionsQuery } from './search-queries.ts';
import { type Suggestion, suggestionsFor, wantsTags } from './suggestions.ts';
import { type WordAt, wordAt } from './word-at.ts';

/** Fast typists press a key every 80 ms: between two of them nothing is asked. */
const PAUSE_MS = 90;
const MOST_TAGS = 8;

/** What is offered for the word at the caret. */
export function useSuggestions(text: string, caret: number, open: boolean): { readonly word: WordAt | null; readonly suggestions: readonly Suggestion[] } {
  const word = wordAt(text, caret);
  const wanted = open && wantsTags(word);
  const [asked] = useDebouncedValue(wanted ? (word?.text ?? '') : '', PAUSE_MS);
  const tags = useQuery({ ...tagSuggestionsQuery(asked, MOST_TAGS), enabled: wanted });
  const fields = useQuery({ ...fieldsQuery, enabled: open });
  const saved = useQuery({ ...savedSearchesQuery, enabled: open });
  if (!open) return { word, suggestions: [] };
  // What was found for fewer letters serves until the answer is here, as far as it fits: nobody is to choose what he did not write.
  const typed = word?.text.toLowerCase() ?? '';
  const isLate = tags.isPlaceholderData || asked !== word?.text;
  const fitting = wanted ? (tags.data ?? []).filter(({ name, alias }) => !isLate || name.includes(typed) || alias?.includes(typed)) : [];
  return { word, suggestions: suggestionsFor(word, { tags: fitting, fields: fields.data, saved: saved.data ?? [] }) };
}
