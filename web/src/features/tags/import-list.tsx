import { FileButton, Menu } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { sayProblem } from './say-problem.ts';

/** A list of tags of another library, sent as a file; its progress shows above the tags. */
export function ImportList() {
  const queries = useQueryClient();
  const [sending, setSending] = useState(false);
  const send = async (file: File | null): Promise<void> => {
    if (file === null) return;
    setSending(true);
    await sayProblem(async () => {
      const form = new FormData();
      form.append('files', file, file.name);
      await api.POST('/api/v1/tag-lists', { body: form as never, bodySerializer: (body) => body as unknown as FormData });
      await queries.invalidateQueries({ queryKey: ['tag-tasks'] });
    });
    setSending(false);
  };
  return (
    <FileButton onChange={(file) => void send(file)} accept=".csv,.gz,.txt">
      {(props) => (
        <Menu.Item {...props} closeMenuOnClick={false} disabled={sending} leftSection={<IconFileImport size={17} />}>
          {sending ? 'Sending…' : 'Import a list (CSV)…'}
        </Menu.Item>
      )}
    </FileButton>
  );
}
