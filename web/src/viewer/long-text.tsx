import { useState } from 'react';
import classes from './facts.module.css';

/** About six lines of the panel; what is longer unfolds. */
const SHOWN = 260;

export function LongText({ text, label }: { readonly text: string; readonly label: string }) {
  const [whole, setWhole] = useState(false);
  const long = text.length > SHOWN || text.split('\n').length > 7;
  return (
    <div className={classes.long}>
      <p data-cut={(long && !whole) || undefined}>{text}</p>
      {long && (
        <button type="button" onClick={() => setWhole(!whole)} aria-expanded={whole} aria-label={whole ? `Less of the ${label}` : `All of the ${label}`}>
          {whole ? 'Less' : 'All of it'}
        </button>
      )}
    </div>
  );
}
