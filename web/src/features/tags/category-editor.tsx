import { ActionIcon, Button, ColorInput, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { formatCount } from '../../components/format.ts';
import { categoryColor, categoryVariable } from '../tagging/categories.ts';
import { sayProblem } from './say-problem.ts';
import { categoriesQuery, type Category } from './tag-queries.ts';

/** Categories with their colours; those of one's own can be made and removed. */
export function CategoryEditor({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { data: categories = [] } = useQuery(categoriesQuery);
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const make = async (): Promise<void> => {
    if (await sayProblem(() => api.POST('/api/v1/tag-categories', { body: { name } }))) setName('');
    await queries.invalidateQueries({ queryKey: ['tag-categories'] });
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Categories" size="lg">
      <Stack gap="xs">
        {categories.map((category) => (
          <CategoryRow key={category.name} category={category} />
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <Group mt="md" align="end">
            <TextInput label="New category" value={name} onChange={(event) => setName(event.currentTarget.value)} style={{ flex: 1 }} autoComplete="off" />
            <Button type="submit" variant="default" disabled={name.trim() === ''}>
              Add
            </Button>
          </Group>
        </form>
        <Text size="xs" c="dimmed">
          Colours are made darker or lighter where they could not be read.
        </Text>
      </Stack>
    </Modal>
  );
}

function CategoryRow({ category }: { readonly category: Category }) {
  const queries = useQueryClient();
  const shown = getComputedStyle(document.documentElement).getPropertyValue(categoryVariable(category.name)).trim();
  const path = { name: category.name };
  const changed = () => queries.invalidateQueries({ queryKey: ['tag-categories'] });
  const paint = async (color: string): Promise<void> => {
    if (!/^#[0-9a-f]{6}$/i.test(color)) return;
    await sayProblem(() => api.PATCH('/api/v1/tag-categories/{name}', { params: { path }, body: { color } }));
    await changed();
  };
  const remove = async (): Promise<void> => {
    await sayProblem(() => api.DELETE('/api/v1/tag-categories/{name}', { params: { path } }));
    await changed();
  };
  return (
    <Group wrap="nowrap" gap="sm">
      <Text style={{ flex: 1, color: categoryColor(category.name) }} fw={550} truncate>
        {category.name.replaceAll('_', ' ')}
      </Text>
      <Text size="sm" c="dimmed">
        {formatCount(category.tags)}
      </Text>
      <ColorInput
        key={category.color ?? shown}
        defaultValue={category.color ?? shown}
        format="hex"
        size="xs"
        w={122}
        aria-label={`Colour of ${category.name}`}
        onChangeEnd={(color) => void paint(color)}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove ${category.name}`}
        disabled={category.builtin || category.tags > 0}
        onClick={() => void remove()}
      >
        <IconTrash size={17} />
      </ActionIcon>
    </Group>
  );
}
