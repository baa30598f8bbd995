import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Long enough to read and to move the hand to the button. */
const UNDO_MS = 8000;

/** Says what was done and offers to undo it, in the place of an earlier one with the same `id`. */
export function showUndo(id: string, words: string, undo: () => Promise<void>): void {
  // The button can still be clicked while the notification goes away.
  let undone = false;
  const shown = {
    id,
    autoClose: UNDO_MS,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            if (undone) return;
            undone = true;
            notifications.hide(id);
            void undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  };
  // One of these does nothing: a notification that is there is not shown again, and one that is not cannot be updated.
  notifications.update(shown);
  notifications.show(shown);
}
