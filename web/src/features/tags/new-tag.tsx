import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { sayProblem } from './say-problem.ts';
import { categoriesQuery } from './tag-queries.ts';

/** Makes a tag and opens its page. */
export function NewTag() {
  const [opened, { open, close }] = useDisclosure();
  const { data: categories = [] } = useQuery(categoriesQuery);
  const [name, setName] = useState('');
  const [category, setCategory] = useState('general');
  const navigate = useNavigate();
  const make = async (): Promise<void> => {
    await sayProblem(async () => {
      const tag = must((await api.POST('/api/v1/tags', { body: { name, category } })).data);
      close();
      setName('');
      await navigate({ to: '/tags/$id', params: { id: String(tag.id) } });
    });
  };
  return (
    <>
      <Button leftSection={<IconPlus size={17} />} onClick={open}>
        New tag
      </Button>
      <Modal opened={opened} onClose={close} title="New tag">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <Stack>
            <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus autoComplete="off" />
            <Select
              label="Category"
              data={categories.map((one) => one.name)}
              value={category}
              onChange={(value) => setCategory(value ?? 'general')}
              allowDeselect={false}
            />
            <Group justify="end">
              <Button type="submit" disabled={name.trim() === ''}>
                Make it
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
