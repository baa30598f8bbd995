import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowMerge, IconArrowsJoin2, IconBan, IconCategory, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { MergeForm } from './merge-form.tsx';
import { sayProblem } from './say-problem.ts';
import { categoriesQuery, type Tag } from './tag-queries.ts';

type Edit = { readonly name?: string; readonly category?: string; readonly deprecated?: boolean };

/** Rename, category, deprecate, merge, delete. Edits can be undone; a merge says first what it moves. */
export function EditMenu({ tag }: { readonly tag: Tag }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: categories = [] } = useQuery(categoriesQuery);
  const [dialog, setDialog] = useState<'rename' | 'merge' | undefined>();
  const [name, setName] = useState(tag.name);
  const edit = async (body: Edit): Promise<boolean> => {
    const done = await sayProblem(() => api.PATCH('/api/v1/tags/{id}', { params: { path: { id: tag.id } }, body }));
    for (const key of ['tag', 'tags', 'tag-categories']) await queries.invalidateQueries({ queryKey: [key] });
    return done;
  };
  const change = async (body: Edit, back: Edit, words: string): Promise<void> => {
    if (await edit(body)) showUndo('tag-edit', words, async () => void (await edit(back)));
  };
  const remove = async (): Promise<void> => {
    const done = await sayProblem(() => api.DELETE('/api/v1/tags/{id}', { params: { path: { id: tag.id } } }));
    if (!done) return;
    await queries.invalidateQueries({ queryKey: ['tags'] });
    await navigate({ to: '/tags', search: {} });
    showUndo('tag-delete', `${tag.name} is gone`, async () => {
      await sayProblem(async () => {
        const made = must((await api.POST('/api/v1/tags', { body: { name: tag.name, category: tag.category } })).data);
        await navigate({ to: '/tags/$id', params: { id: String(made.id) } });
      });
    });
  };
  const rename = async (): Promise<void> => {
    setDialog(undefined);
    await change({ name }, { name: tag.name, category: tag.category }, `${tag.name} is called ${name} now`);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="Edit the tag">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={17} />}
            onClick={() => {
              setName(tag.name);
              setDialog('rename');
            }}
          >
            Rename…
          </Menu.Item>
          <Menu.Sub>
            <Menu.Sub.Target>
              <Menu.Sub.Item leftSection={<IconCategory size={17} />}>Category</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown>
              {categories.map((category) => (
                <Menu.Item
                  key={category.name}
                  disabled={category.name === tag.category}
                  onClick={() => void change({ category: category.name }, { category: tag.category }, `${tag.name} is in ${category.name} now`)}
                >
                  {category.name.replaceAll('_', ' ')}
                </Menu.Item>
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
          <Menu.Item
            leftSection={<IconBan size={17} />}
            onClick={() =>
              void change(
                { deprecated: !tag.deprecated },
                { deprecated: tag.deprecated },
                tag.deprecated ? `${tag.name} is offered again` : `${tag.name} is not offered any more`,
              )
            }
          >
            {tag.deprecated ? 'Offer it again' : 'Deprecate'}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowMerge size={17} />} onClick={() => setDialog('merge')}>
            Merge into another…
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={17} />} disabled={tag.count > 0} onClick={() => void remove()}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={dialog === 'rename'} onClose={() => setDialog(undefined)} title="Rename">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void rename();
          }}
        >
          <Stack>
            <TextInput label="New name" value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus autoComplete="off" />
            <Text size="sm" c="dimmed">
              The old name leads to it. No picture is touched. A category before it, as in artist:ann lee, moves it there.
            </Text>
            <Group justify="end">
              <Button type="submit" disabled={name.trim() === '' || name === tag.name}>
                Rename
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
      <Modal
        opened={dialog === 'merge'}
        onClose={() => setDialog(undefined)}
        title={
          <Group gap={8}>
            <IconArrowsJoin2 size={18} /> Merge {tag.name.replaceAll('_', ' ')} into …
          </Group>
        }
      >
        <MergeForm tag={tag} onDone={() => setDialog(undefined)} />
      </Modal>
    </>
  );
}
