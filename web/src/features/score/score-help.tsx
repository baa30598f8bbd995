import { Button } from '@mantine/core';
import { type KeyLine, KeyList } from '../../components/key-list.tsx';
import classes from './score.module.css';

const KEYS: readonly KeyLine[] = [
  [['1', '…', '5'], 'Score'],
  [['-', 'X'], 'Score −1: rejected'],
  [['0'], 'No score'],
  [['F'], 'Favourite'],
  [['G', 'S', 'Q', 'E'], 'General, sensitive, questionable, explicit'],
  [['Space', '→'], 'Next, without a score'],
  [['←'], 'Previous'],
  [['U'], 'Undo the last mark'],
  [['Z'], 'Zoom to the original, and back'],
  [['P'], 'Pause'],
  [['?'], 'This help'],
  [['Esc'], 'Leave'],
];

/** What each key does, above the picture; any of them closes it. */
export function ScoreHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <div className={classes.cover} role="dialog" aria-label="Keys of this page" onClick={onClose}>
      <div className={classes.help}>
        <h2>One key for each picture</h2>
        <KeyList keys={KEYS} />
        <p>Each mark is kept at once, also without a network or across a reload.</p>
        <Button variant="white" color="dark" onClick={onClose}>
          Go on
        </Button>
      </div>
    </div>
  );
}
