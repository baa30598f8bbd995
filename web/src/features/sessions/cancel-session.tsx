import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { sessionQuery } from '../../api/queries.ts';
import type { Session } from '../../api/types.ts';
import { plural } from '../../components/format.ts';

export function CancelSession({ session }: { readonly session: Session }) {
  const [opened, { open, close }] = useDisclosure(false);
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.POST('/api/v1/ingest/sessions/{id}/cancel', { params: { path: { id: session.id } } }),
    onSuccess: close,
    onError: (error) => notifications.show({ color: 'red', title: problemOf(error).title, message: problemOf(error).next }),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionQuery(session.id).queryKey }),
  });
  return (
    <>
      <Button variant="default" leftSection={<IconPlayerStop size={17} />} onClick={open}>
        Cancel
      </Button>
      <Modal opened={opened} onClose={close} title="Cancel this session?" styles={{ title: { fontWeight: 650 } }}>
        <Text>
          What is in the library stays there. {plural(session.pending, 'file')} not begun will be skipped; nothing is deleted, and the same ingest can be run
          again later.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close} data-autofocus>
            Keep going
          </Button>
          <Button color="red" onClick={() => cancel.mutate()} loading={cancel.isPending}>
            Cancel session
          </Button>
        </Group>
      </Modal>
    </>
  );
}
