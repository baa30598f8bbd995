import { Modal, Radio, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { type Blur, useBlur } from './use-blur.ts';

const OPEN = 'magpie:blur-dialog';

/** Opens the dialog from anywhere. */
export function openBlurDialog(): void {
  window.dispatchEvent(new Event(OPEN));
}

const CHOICES: readonly (readonly [Blur, string, string])[] = [
  ['off', 'Nothing', 'Every picture is shown as it is.'],
  ['rated', 'Questionable and explicit', 'Only what is rated so. What nobody has rated may be anything, and is shown.'],
  ['unrated', 'Whatever is not rated general or sensitive', 'Also what nobody has looked at.'],
];

/** What is blurred in this browser; other browsers choose for themselves. */
export function BlurDialog() {
  const [opened, { open, close }] = useDisclosure(false);
  const { blur, setBlur } = useBlur();
  useEffect(() => {
    window.addEventListener(OPEN, open);
    return () => window.removeEventListener(OPEN, open);
  }, [open]);
  return (
    <Modal opened={opened} onClose={close} title="Blurred pictures" zIndex={500} styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
      <Radio.Group label="In this browser, blur" value={blur} onChange={(value) => setBlur(value as Blur)}>
        <Stack gap="sm" mt="sm">
          {CHOICES.map(([value, label, description]) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
    </Modal>
  );
}
