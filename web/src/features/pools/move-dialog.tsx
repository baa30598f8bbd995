import { Button, Group, Modal, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { plural } from '../../components/format.ts';

interface MoveDialogProps {
  readonly count: number;
  readonly total: number;
  readonly onClose: () => void;
  readonly onMove: (at: number) => void;
}

/** Where dragging would be too far: the place is said as a number. */
export function MoveDialog({ count, total, onClose, onMove }: MoveDialogProps) {
  const [place, setPlace] = useState<number | string>(1);
  const valid = typeof place === 'number' && place >= 1 && place <= total;
  return (
    <Modal opened onClose={onClose} title={`Move ${plural(count, 'picture')}`} size="xs" styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) onMove(place);
        }}
      >
        <Stack>
          <NumberInput
            label={`To place (1 to ${total})`}
            value={place}
            onChange={setPlace}
            min={1}
            max={total}
            allowDecimal={false}
            allowNegative={false}
            data-autofocus
          />
          <Group justify="space-between">
            <Group gap={6}>
              <Button variant="default" size="compact-sm" onClick={() => onMove(1)}>
                First
              </Button>
              <Button variant="default" size="compact-sm" onClick={() => onMove(Math.max(1, total - count + 1))}>
                Last
              </Button>
            </Group>
            <Button type="submit" disabled={!valid}>
              Move
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
