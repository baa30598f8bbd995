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
const options = (titles: Record<string, string>): { value: string; label: string }[] => Object.entries(titles).map(([value, label]) => ({ value, label }));

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
      <Select
        aria-label="State"
        placeholder="Any state"
        clearable
        data={options(STATES)}
        value={filter.state ?? null}
        onChange={(state) => set({ state: state as SessionFilter['state'] })}
      />
      <Select
        aria-label="Source"
        placeholder="Any source"
        clearable
        data={options(SOURCES)}
        value={filter.source ?? null}
        onChange={(source) => set({ source: source as SessionFilter['source'] })}
      />
      <TextInput
        type="date"
        aria-label="From"
        value={filter.from ?? ''}
        max={filter.to}
        onChange={(event) => set({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        aria-label="Up to"
        value={filter.to ?? ''}
        min={filter.from}
        onChange={(event) => set({ to: event.currentTarget.value || undefined })}
      />
    </div>
  );
}

/** Absent, not undefined or null: what is left is the filter, and the address. */
function without(filter: object): SessionFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== null)) as SessionFilter;
}
