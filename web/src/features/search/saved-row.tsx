import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconPencil, IconPin, IconPinnedOff, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { components } from '../../../../src/sdk/openapi.d.ts';
import { problemOf } from '../../api/problem.ts';
import { sayProblem } from '../trash/use-trash.tsx';
import classes from './search.module.css';
import type { useSavedSearches } from './use-saved-searches.ts';

interface SavedRowProps {
  readonly saved: components['schemas']['SavedSearch'];
  readonly place: number;
  readonly last: boolean;
  readonly actions: Pick<ReturnType<typeof useSavedSearches>, 'edit' | 'remove'>;
}

/** One saved search: open, pin, rename or change, move, delete. */
export function SavedRow({ saved, place, last, actions }: SavedRowProps) {
  const { id, name, query, pinned } = saved;
  const [editing, setEditing] = useState(false);
  const { edit, remove } = actions;
  if (editing) return <EditForm saved={saved} edit={edit} onDone={() => setEditing(false)} />;
  return (
    <li className={classes.savedRow}>
      <div className={classes.savedWords}>
        <Link to="/" search={{ q: query }}>
          {name}
        </Link>
        <code title={query}>{query}</code>
      </div>
      <Group gap={2} wrap="nowrap">
        <ActionIcon
          variant="subtle"
          color={pinned ? 'petrol' : 'gray'}
          size="lg"
          aria-label={pinned ? `Unpin ${name}` : `Pin ${name} above the library`}
          aria-pressed={pinned}
          onClick={() => void edit(id, { pinned: !pinned }).catch(sayProblem)}
        >
          {pinned ? <IconPinnedOff size={18} /> : <IconPin size={18} />}
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Change ${name}`} onClick={() => setEditing(true)}>
          <IconPencil size={18} />
        </ActionIcon>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`More for ${name}`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconArrowUp size={16} />} disabled={place === 0} onClick={() => void edit(id, { position: place - 1 }).catch(sayProblem)}>
              Move up
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={16} />} disabled={last} onClick={() => void edit(id, { position: place + 1 }).catch(sayProblem)}>
              Move down
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => void remove(id)}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </li>
  );
}

function EditForm({
  saved,
  edit,
  onDone,
}: {
  readonly saved: SavedRowProps['saved'];
  readonly edit: SavedRowProps['actions']['edit'];
  readonly onDone: () => void;
}) {
  const [name, setName] = useState(saved.name);
  const [query, setQuery] = useState(saved.query);
  const [problem, setProblem] = useState<{ readonly of: 'name' | 'query'; readonly words: string } | null>(null);
  return (
    <li className={classes.savedRow}>
      <form
        className={classes.savedForm}
        onSubmit={(event) => {
          event.preventDefault();
          edit(saved.id, { ...(name === saved.name ? {} : { name }), ...(query === saved.query ? {} : { query }) }).then(onDone, (error: unknown) => {
            const { code, title, detail } = problemOf(error);
            setProblem({ of: code === 'query-invalid' ? 'query' : 'name', words: detail ?? title });
          });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      >
        <TextInput
          aria-label="Name"
          value={name}
          maxLength={100}
          autoFocus
          error={problem?.of === 'name' && problem.words}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          aria-label="Search"
          value={query}
          error={problem?.of === 'query' && problem.words}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Button type="submit" disabled={name.trim() === '' || query.trim() === ''}>
            Save
          </Button>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </form>
    </li>
  );
}
