import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Card } from '../../components/card.tsx';
import { showUndo } from '../../components/show-undo.tsx';
import { sayProblem } from './say-problem.ts';
import { type TagDetail, tagQuery } from './tag-queries.ts';
import classes from './tags.module.css';

/** Other names that lead to a tag. */
export function AliasCard({ detail: { tag, aliases } }: { readonly detail: TagDetail }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const path = { id: tag.id };
  const put = (detail: TagDetail | undefined): void => {
    if (detail) queries.setQueryData(tagQuery(tag.id).queryKey, detail);
  };
  const add = async (alias: string): Promise<void> => {
    const done = await sayProblem(async () => put((await api.POST('/api/v1/tags/{id}/aliases', { params: { path }, body: { name: alias } })).data));
    if (done) setName('');
  };
  const remove = async (alias: string): Promise<void> => {
    const done = await sayProblem(async () => put((await api.DELETE('/api/v1/tags/{id}/aliases', { params: { path, query: { name: alias } } })).data));
    if (done) showUndo('alias', `${alias} no longer leads here`, () => add(alias));
  };
  return (
    <Card title="Other names">
      {aliases.length === 0 ? (
        <Text c="dimmed" size="sm">
          None. Typed or imported, another name leads to this tag.
        </Text>
      ) : (
        <div className={classes.chips}>
          {aliases.map((alias) => (
            <span key={alias} className={classes.chip}>
              {alias.replaceAll('_', ' ')}
              <ActionIcon size="sm" variant="subtle" color="gray" radius="xl" aria-label={`Take ${alias} away`} onClick={() => void remove(alias)}>
                <IconX size={13} />
              </ActionIcon>
            </span>
          ))}
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add(name);
        }}
      >
        <Group mt="md" gap="xs" wrap="nowrap">
          <TextInput
            aria-label="Another name"
            placeholder="Another name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            style={{ flex: 1 }}
            autoComplete="off"
          />
          <Button type="submit" variant="default" disabled={name.trim() === ''}>
            Add
          </Button>
        </Group>
      </form>
    </Card>
  );
}
