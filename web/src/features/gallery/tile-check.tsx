import { IconCheck } from '@tabler/icons-react';
import classes from './gallery.module.css';

/** The corner that picks a picture; by keyboard x does. Drawn only where it is needed: each tile costs while the gallery flies by. */
export function TileCheck({ selected }: { readonly selected: boolean }) {
  return (
    <span className={classes.check} data-check data-on={selected || undefined} aria-hidden>
      <IconCheck size={16} stroke={2.6} />
    </span>
  );
}
