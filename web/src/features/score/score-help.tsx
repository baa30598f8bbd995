import { Button, Kbd } from '@mantine/core';
import classes from './score.module.css';

const KEYS: readonly (readonly [readonly string[], string])[] = [
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
        <dl>
          {KEYS.map(([keys, does]) => (
            <div key={does}>
              <dt>{does}</dt>
              <dd>
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <p>Each mark is kept at once, also without a network or across a reload.</p>
        <Button variant="white" color="dark" onClick={onClose}>
          Go on
        </Button>
      </div>
    </div>
  );
}
