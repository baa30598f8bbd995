import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import classes from './key-help.module.css';
import { type KeyLine, KeyList } from './key-list.tsx';

const OPEN = 'magpie:key-help';

/** Opens the dialog from anywhere. */
export function openKeyHelp(): void {
  window.dispatchEvent(new Event(OPEN));
}

const GROUPS: readonly { readonly title: string; readonly keys: readonly KeyLine[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      [['/'], 'Search'],
      [['?'], 'This help'],
    ],
  },
  {
    title: 'Gallery',
    keys: [
      [['←', '→', '↑', '↓'], 'Move between pictures'],
      [['Enter'], 'Open'],
      [['Page ↑', 'Page ↓'], 'A screen up or down'],
      [['Home', 'End'], 'Newest, oldest'],
      [['X'], 'Select'],
      [['Shift'], 'with arrows or a click: select up to there'],
      [['Ctrl', 'A'], 'Select everything'],
      [['Esc'], 'Select nothing'],
      [['R'], 'A random picture'],
      [['Delete'], 'Move to the trash'],
    ],
  },
  {
    title: 'Picture',
    keys: [
      [['←', '→'], 'Previous, next'],
      [['+', '−'], 'Zoom in, out'],
      [['Z'], 'Fit to the window'],
      [['1', '…', '5'], 'Rate with stars'],
      [['0'], 'No rating'],
      [['X'], 'Rejected'],
      [['F'], 'Favourite'],
      [['N'], 'Write a note on it'],
      [['B'], 'Show or hide the notes'],
      [['R'], 'A random picture'],
      [['T'], 'Edit the tags'],
      [['I'], 'Show or hide the facts'],
      [['↑', '↓'], 'To its parent, to its first child'],
      [['Shift ←', 'Shift →'], 'Along siblings or variants'],
      [['K'], 'Relate to another picture'],
      [['P'], 'Add to a pool'],
      [['D'], 'Download the original'],
      [['Delete'], 'Move to the trash'],
      [['Esc'], 'Back to the library'],
    ],
  },
  {
    title: 'Video',
    keys: [
      [['Space'], 'Play, pause'],
      [[',', '.'], 'A frame back, forward'],
      [['←', '→'], 'Five seconds back, forward, once it is clicked'],
      [['L'], 'Again and again, or once'],
      [['M'], 'Sound on, off'],
    ],
  },
  {
    title: 'Pool',
    keys: [
      [['Space'], 'Pick up, put down'],
      [['←', '→', '↑', '↓'], 'Move what is picked up'],
      [['X'], 'Select'],
      [['Delete'], 'Take out of the pool'],
    ],
  },
  {
    title: 'Folders to ingest',
    keys: [
      [['↑', '↓'], 'Move between folders'],
      [['→', '←'], 'Open, close'],
      [['Space'], 'Choose'],
    ],
  },
];

export function KeyHelp() {
  const [opened, { open, close }] = useDisclosure(false);
  useEffect(() => {
    window.addEventListener(OPEN, open);
    return () => window.removeEventListener(OPEN, open);
  }, [open]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === '?' && !(event.target as Element).closest('input, textarea')) open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
  return (
    <Modal opened={opened} onClose={close} title="Keyboard" size="md" zIndex={500} styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
      {GROUPS.map((group) => (
        <section key={group.title} className={classes.group}>
          <h3>{group.title}</h3>
          <KeyList keys={group.keys} />
        </section>
      ))}
    </Modal>
  );
}
