import { CloseButton, Combobox, Kbd, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import classes from '../search/search.module.css';
import { SuggestionRow } from '../search/suggestion-row.tsx';
import type { Suggestion } from '../search/suggestions.ts';
import { useSuggestions } from '../search/use-suggestions.ts';
import { putWord } from '../search/word-at.ts';

/** After a finished word; in the middle of one somebody thinks, or chooses. */
const SOON_MS = 250;
const LATER_MS = 700;

/** Bound to `?q=`: what is typed becomes the address after a moment, and the address what is typed. Offers tags, fields and values. */
export function SearchBox() {
  const { q = '' } = useSearch({ strict: false });
  const [text, setText] = useState(q);
  const [caret, setCaret] = useState(q.length);
  const sent = useRef(q);
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { word, suggestions } = useSuggestions(text, caret, combobox.dropdownOpened);

  // The beginning of tags and no tag itself: who stops here is about to choose.
  const isPart = useRef(false);
  useEffect(() => {
    const tags = suggestions.filter(({ kind }) => kind === 'tag');
    isPart.current = tags.length > 0 && !tags.some(({ label, alias }) => [label, alias].includes(word?.text.toLowerCase()));
  }, [suggestions, word]);

  useEffect(() => {
    // Only what came from elsewhere (a link, back): not the echo of one's own typing.
    if (q === sent.current) return;
    sent.current = q;
    setText(q);
    setCaret(q.length);
  }, [q]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || (event.target as Element).closest('input, textarea, [aria-modal="true"]')) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const go = (value: string): void => {
    const next = value.trim();
    if (next === sent.current) return;
    const replace = next !== '' && sent.current !== '';
    sent.current = next;
    void navigate({ to: '/', search: next === '' ? {} : { q: next }, replace });
  };
  const goSoon = useDebouncedCallback(go, SOON_MS);
  const goLater = useDebouncedCallback((value: string) => {
    if (!isPart.current) go(value);
  }, LATER_MS);
  const stay = (): void => {
    goSoon.cancel();
    goLater.cancel();
  };

  const type = (value: string, at: number): void => {
    setText(value);
    setCaret(at);
    combobox.resetSelectedOption();
    combobox.openDropdown();
    stay();
    // A field without its value is a question not asked yet.
    if (value.endsWith(':')) return;
    (value === '' || /\s$/.test(value) ? goSoon : goLater)(value);
  };

  const choose = (suggestion: Suggestion): void => {
    if (word === null) return;
    const { text: next, caret: at } = putWord(text, word, suggestion.from, suggestion.put);
    setText(next);
    setCaret(at);
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
    combobox.resetSelectedOption();
    stay();
    if (suggestion.kind === 'field') return;
    combobox.closeDropdown();
    go(next);
  };

  const follow = (event: React.SyntheticEvent<HTMLInputElement>): void => setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);

  return (
    <search>
      <Combobox
        store={combobox}
        onOptionSubmit={(key) => {
          const chosen = suggestions.find((one) => one.key === key);
          if (chosen) choose(chosen);
        }}
        position="bottom-start"
        middlewares={{ flip: false, shift: true }}
        offset={6}
        shadow="md"
        radius="md"
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={input}
            type="search"
            radius="xl"
            size="md"
            variant="filled"
            placeholder="Search"
            aria-label="Search"
            aria-autocomplete="list"
            value={text}
            leftSection={<IconSearch size={18} stroke={1.8} />}
            rightSection={
              text ? (
                <CloseButton
                  size="sm"
                  radius="xl"
                  aria-label="Clear search"
                  onClick={() => {
                    setText('');
                    setCaret(0);
                    stay();
                    go('');
                    input.current?.focus();
                  }}
                />
              ) : (
                <Kbd size="xs" visibleFrom="md">
                  /
                </Kbd>
              )
            }
            onChange={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart ?? event.currentTarget.value.length)}
            onSelect={follow}
            onClick={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              const chosen = combobox.getSelectedOptionIndex() !== -1 && combobox.dropdownOpened;
              if (event.key === 'Tab' && !event.shiftKey && combobox.dropdownOpened && suggestions.length > 0 && word !== null && word.text !== '') {
                event.preventDefault();
                if (chosen) combobox.clickSelectedOption();
                else choose(suggestions[0]!);
              }
              if (event.key === 'Enter' && !chosen) {
                stay();
                combobox.closeDropdown();
                go(text);
              }
              if (event.key !== 'Escape' || (combobox.dropdownOpened && suggestions.length > 0)) return;
              if (text === '') input.current?.blur();
              stay();
              setText('');
              setCaret(0);
              go('');
            }}
            styles={{ input: { fontSize: 15, '--input-bd': 'transparent', '--input-bg': 'var(--mp-sunken)' } }}
            enterKeyHint="search"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={suggestions.length === 0} className={classes.dropdown}>
          <Combobox.Options aria-label="Suggestions">
            {suggestions.map((one) => (
              <Combobox.Option key={one.key} value={one.key}>
                <SuggestionRow suggestion={one} />
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </search>
  );
}
