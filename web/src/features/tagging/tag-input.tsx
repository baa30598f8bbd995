import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { formatCount } from '../../components/format.ts';
import { categoryColor, tagTitle } from './categories.ts';
import { suggestQuery } from './suggest-query.ts';
import classes from './tagging.module.css';
import { keptName, pastedNames } from './typed-names.ts';

interface TagInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly onAdd: (names: string[]) => void;
  /** Backspace while nothing is typed. */
  readonly onBackspace?: () => void;
  readonly onEscape?: () => void;
  /** Tags that need not be offered: they are there. */
  readonly without?: ReadonlySet<string>;
  /** False: only tags that exist. */
  readonly allowNew?: boolean;
  readonly error?: string | null;
  readonly autoFocus?: boolean;
  readonly inputRef?: React.Ref<HTMLInputElement>;
}

/** Typing takes a moment; asking at each letter would be five questions for one word. */
const REST_MS = 80;

/** A field for tags: suggestions by count, Enter or a comma adds, what is pasted comes in as several. */
export function TagInput({ label, placeholder, onAdd, onBackspace, onEscape, without, allowNew = true, error, autoFocus, inputRef }: TagInputProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), REST_MS);
  const { data: found } = useQuery({ ...suggestQuery(asked), enabled: combobox.dropdownOpened && asked !== '' });
  const errorId = useId();
  const items = (typed.trim() === '' ? [] : (found?.items ?? [])).filter(({ name }) => !without?.has(name));
  const kept = keptName(typed);
  const exact = items.some(({ name, alias }) => name === kept || alias === kept);
  const isNew = allowNew && kept !== '' && !exact && !without?.has(kept);

  const meant = isNew && asked === typed.trim() ? found?.meant : undefined;

  const add = (names: string[]): void => {
    setTyped('');
    combobox.closeDropdown();
    if (names.length > 0) onAdd(names);
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(name) => add([name])}
      zIndex={460}
      withinPortal
      position="bottom-start"
      middlewares={{ flip: true, shift: true }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={inputRef ?? null}
          role="combobox"
          aria-autocomplete="list"
          aria-label={label}
          placeholder={placeholder}
          value={typed}
          autoFocus={autoFocus ?? false}
          data-autofocus={autoFocus || undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={Boolean(error)}
          {...(error ? { 'aria-describedby': errorId } : {})}
          leftSection={<IconPlus size={16} aria-hidden />}
          enterKeyHint="done"
          onChange={(event) => {
            const text = event.currentTarget.value;
            // A comma ends a name, as Enter does; on a phone it is the nearer key.
            if (/[,;]/.test(text)) return add(pastedNames(text));
            setTyped(text);
            combobox.resetSelectedOption();
            if (text.trim() === '') combobox.closeDropdown();
            else combobox.openDropdown();
          }}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text');
            const names = pastedNames(text);
            if (names.length < 2) return;
            event.preventDefault();
            add(names);
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            // An unfinished composition (Japanese, Chinese) ends with Enter too.
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1) {
              event.preventDefault();
              if (typed.trim() !== '') add([typed.trim()]);
            } else if (event.key === 'Tab' && !event.shiftKey && combobox.dropdownOpened && items.length > 0) {
              event.preventDefault();
              combobox.selectFirstOption();
              combobox.clickSelectedOption();
            } else if (event.key === 'Backspace' && typed === '' && !event.repeat) {
              onBackspace?.();
            } else if (event.key === 'Escape') {
              event.stopPropagation();
              if (combobox.dropdownOpened) combobox.closeDropdown();
              else if (typed !== '') setTyped('');
              else onEscape?.();
            }
          }}
        />
      </Combobox.Target>
      {error && (
        <p id={errorId} className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Combobox.Dropdown hidden={items.length === 0 && !isNew}>
        <Combobox.Options aria-label="Suggested tags" mah={280} style={{ overflowY: 'auto' }}>
          {items.map(({ name, category, count, alias, deprecated }) => (
            <Combobox.Option key={`${name}:${alias}`} value={name} disabled={deprecated}>
              <span className={classes.option}>
                <span style={{ color: categoryColor(category) }} data-deprecated={deprecated || undefined}>
                  {alias !== null && (
                    <>
                      {tagTitle(alias)} <IconArrowRight size={12} aria-label="means" />{' '}
                    </>
                  )}
                  {tagTitle(name)}
                </span>
                <span className={classes.count}>{deprecated ? 'deprecated' : formatCount(count)}</span>
              </span>
            </Combobox.Option>
          ))}
          {meant !== undefined && (
            <Combobox.Option value={meant}>
              <span className={classes.option}>
                <span>Did you mean “{tagTitle(meant)}”?</span>
              </span>
            </Combobox.Option>
          )}
          {isNew && (
            <Combobox.Option value={typed.trim()}>
              <span className={classes.option}>
                <span>New tag “{tagTitle(kept)}”</span>
              </span>
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
