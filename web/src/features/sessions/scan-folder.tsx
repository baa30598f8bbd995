import { Alert, Button, Code, Group, Modal, Radio, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFolderPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { must, rootsQuery } from '../../api/queries.ts';
import type { Session } from '../../api/types.ts';

/** Takes in a folder that lies on the machine Magpie runs on, inside one of its configured roots. */
export function ScanFolder() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconFolderPlus size={17} />} onClick={open}>
        Scan a folder
      </Button>
      <Modal opened={opened} onClose={close} title="Scan a folder" size="lg" styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
        <ScanForm />
      </Modal>
    </>
  );
}

function ScanForm() {
  const { data } = useQuery(rootsQuery);
  const navigate = useNavigate();
  const [root, setRoot] = useState<string | null>(null);
  const [below, setBelow] = useState('');
  const [mode, setMode] = useState<Session['mode']>('copy');
  const [recursive, setRecursive] = useState(true);
  const [pattern, setPattern] = useState('');
  const roots = data?.items ?? [];
  const chosen = root ?? roots.find((one) => one.available)?.path ?? null;
  const scan = useMutation({
    mutationFn: async (folder: string) => {
      const body = { directory_path: folder, mode, recursive, ...(pattern.trim() === '' ? {} : { pattern: pattern.trim() }) };
      return must((await api.POST('/api/v1/ingest/scan', { body })).data);
    },
    onSuccess: ({ job_id }) => navigate({ to: '/sessions/$id', params: { id: job_id }, search: {} }),
  });
  const problem = scan.isError ? problemOf(scan.error) : null;

  if (data && roots.length === 0) {
    return (
      <Stack gap="sm">
        <Text>No folder may be scanned from this page yet. On the machine Magpie runs on, either</Text>
        <Text>
          list it under <Code>roots</Code> in <Code>config.yml</Code> of the data folder, or run
        </Text>
        <Code block>./magpie ingest /path/to/photos --reference</Code>
        <Text c="dimmed" size="sm">
          Pictures can also be dropped anywhere on this page, or into the inbox folder.
        </Text>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) scan.mutate(join(chosen, below));
      }}
    >
      <Stack gap="md">
        <Select
          label="Root"
          data={roots.map(({ path, available }) => ({ value: path, label: available ? path : `${path} (not mounted)`, disabled: !available }))}
          value={chosen}
          onChange={setRoot}
          allowDeselect={false}
          checkIconPosition="right"
        />
        <TextInput
          label="Folder inside it"
          description="Leave empty for all of it"
          placeholder="2024/summer"
          value={below}
          onChange={(event) => setBelow(event.currentTarget.value)}
        />
        <Radio.Group label="The files are" value={mode} onChange={(value) => setMode(value)}>
          <Stack gap={8} mt={6}>
            <Radio value="copy" label="copied into the library" />
            <Radio value="reference" label="left where they are, and shown from there" />
            <Radio value="move" label="moved into the library" />
          </Stack>
        </Radio.Group>
        <TextInput label="Only these names" placeholder="*.jpg|*.png" value={pattern} onChange={(event) => setPattern(event.currentTarget.value)} />
        <Switch label="With the folders below it" checked={recursive} onChange={(event) => setRecursive(event.currentTarget.checked)} />
        {problem && (
          <Alert color="red" title={problem.title} role="alert">
            {problem.next}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={scan.isPending} disabled={!chosen}>
            Start
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function join(root: string, below: string): string {
  const rest = below.trim().replace(/^[/\\]+/, '');
  return rest === '' ? root : `${root.replace(/[/\\]+$/, '')}/${rest}`;
}
