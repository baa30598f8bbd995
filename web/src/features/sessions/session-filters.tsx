import { CloseButton, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { SessionFilter } from './session-live.ts';
import { SOURCES } from './session-words.ts';
import classes from './sessions.module.css';

const STATES: Record<NonNullable<SessionFilter['state']>, string> = {
  active: 'Under way',
  paused: 'Paused',
  finished: 'Ended',
  cancelled: 'Cancelled',
  troubled: 'With failures',
};

interface SessionFiltersProps {
  readonly filter: SessionFilter;
  readonly onChange: (filter: SessionFilter) => void;
}

/** Finds one session among years of them. */
export function SessionFilters({ filter, onChange }: SessionFiltersProps) {
  const [text, setText] = useState(filter.search ?? '');
  const set = (change: { [Key in keyof SessionFilter]?: SessionFilter[Key] | undefined }): void => onChange(without({ ...filter, ...change }));
  const search = useDebouncedCallback((words: string) => set({ search: words.trim() || undefined }), 300);
  const type = (words: string): void => {
    setText(words);
    search(words);
  };
  return (
    <div className={classes.filters} role="search" aria-label="Sessions">
      <TextInput
        className={classes.filterSearch}
        placeholder="Search folders, sources, ids"
        aria-label="Search sessions"
        leftSection={<IconSearch size={17} stroke={1.7} />}
        rightSection={text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <Choice name="state" titles={STATES} value={filter.state} onChange={(state) => set({ state })} />
      <Choice name="source" titles={SOURCES} value={filter.source} onChange={(source) => set({ source })} />
      <Day name="From" value={filter.from} max={filter.to} onChange={(from) => set({ from })} />
      <Day name="Up to" value={filter.to} min={filter.from} onChange={(to) => set({ to })} />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly titles: Readonly<Record<T, string>>;
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
}

function Choice<T extends string>({ name, titles, value, onChange }: ChoiceProps<T>) {
  return (
    <Select
      aria-label={name.charAt(0).toUpperCase() + name.slice(1)}
      placeholder={`Any ${name}`}
      clearable
      data={Object.entries<string>(titles).map(([key, label]) => ({ value: key, label }))}
      value={value ?? null}
      onChange={(chosen) => onChange((chosen as T | null) ?? undefined)}
    />
  );
}

interface DayProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function Day({ name, value = '', min, max, onChange }: DayProps) {
  return <TextInput type="date" aria-label={name} value={value} min={min} max={max} onChange={(event) => onChange(event.currentTarget.value || undefined)} />;
}

/** Absent, not undefined or null: what is left is the filter, and the address. */
function without(filter: object): SessionFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== null)) as SessionFilter;
}
