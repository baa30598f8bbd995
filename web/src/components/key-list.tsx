import { Kbd } from '@mantine/core';
import classes from './key-list.module.css';

/** Keys that belong together, and what they do. */
export type KeyLine = readonly [keys: readonly string[], does: string];

export function KeyList({ keys: lines }: { readonly keys: readonly KeyLine[] }) {
  return (
    <dl className={classes.list}>
      {lines.map(([keys, does]) => (
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
  );
}
