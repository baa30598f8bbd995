import { ActionIcon, Button, Popover, Text, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { useSavedSearches } from './use-saved-searches.ts';

/** Keeps what is shown by a name. */
export function SaveSearch({ q }: { readonly q: string }) {
  const { items = [], save } = useSavedSearches();
  const [opened, { open, close, toggle }] = useDisclosure(false);
  const known = items.find(({ query }) => query === q.trim());
  if (known)
    return (
      <Tooltip label={`Kept as “${known.name}”`}>
        <ActionIcon variant="subtle" aria-label={`Kept as ${known.name}: to the saved searches`} renderRoot={(props) => <Link {...props} to="/searches" />}>
          <IconBookmarkFilled size={18} />
        </ActionIcon>
      </Tooltip>
    );
  return (
    <Popover opened={opened} onChange={(now) => (now ? open() : close())} trapFocus position="bottom-end" width={300} shadow="md" radius="md">
      <Popover.Target>
        <Tooltip label="Save this search" disabled={opened}>
          <ActionIcon variant="subtle" color="gray" onClick={toggle} aria-label="Save this search">
            <IconBookmark size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <NameForm
          onSave={async (name) => {
            await save({ name, query: q.trim() });
            close();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function NameForm({ onSave }: { readonly onSave: (name: string) => Promise<void> }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState('');
  const [saving, setSaving] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setSaving(true);
        onSave(name).catch((error: unknown) => {
          const { title, detail } = problemOf(error);
          setProblem(detail ?? title);
          setSaving(false);
        });
      }}
    >
      <TextInput
        label="Keep this search as"
        placeholder="Summer trips"
        value={name}
        maxLength={100}
        error={problem}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value);
          setProblem('');
        }}
      />
      <Text size="xs" c="dimmed" mt={6}>
        {name.trim() === ''
          ? 'It can be part of other searches by its name.'
          : `In other searches: search:${/^[^\s"(),]+$/.test(name.trim()) ? name.trim() : `"${name.trim()}"`}`}
      </Text>
      <Button type="submit" mt="sm" fullWidth loading={saving} disabled={name.trim() === ''}>
        Save
      </Button>
    </form>
  );
}
