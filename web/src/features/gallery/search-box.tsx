import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

/** Bound to `?q=`: what is typed becomes the address after a moment, and the address what is typed. */
export function SearchBox() {
  const { q = '' } = useSearch({ strict: false });
  const [text, setText] = useState(q);
  const sent = useRef(q);
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();

  useEffect(() => {
    // Only what came from elsewhere (a link, back): not the echo of one's own typing.
    if (q === sent.current) return;
    sent.current = q;
    setText(q);
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
  const goSoon = useDebouncedCallback(go, 250);

  return (
    <search>
      <TextInput
        ref={input}
        type="search"
        radius="xl"
        size="md"
        variant="filled"
        placeholder="Search"
        aria-label="Search"
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
        onChange={(event) => {
          setText(event.currentTarget.value);
          goSoon(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(text);
          if (event.key === 'Escape') {
            if (text === '') input.current?.blur();
            setText('');
            go('');
          }
        }}
        styles={{ input: { fontSize: 15, '--input-bd': 'transparent', '--input-bg': 'var(--mp-sunken)' } }}
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
      />
    </search>
  );
}
