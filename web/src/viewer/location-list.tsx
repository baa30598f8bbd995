import { Badge } from '@mantine/core';
import type { Asset } from '../api/types.ts';
import { CopyText } from '../components/copy-text.tsx';
import classes from './facts.module.css';

const KINDS: Record<Asset['locations'][number]['kind'], string> = { stored: 'In the library', referenced: 'Left in its place', origin: 'Came from' };
const STATES: Record<Asset['locations'][number]['state'], string | null> = { present: null, removed: 'moved in', missing: 'missing' };
/** An asset with hundreds of duplicates would fill the panel. */
const SHOWN = 12;

export function LocationList({ locations }: { readonly locations: Asset['locations'] }) {
  return (
    <ul className={classes.locations}>
      {locations.slice(0, SHOWN).map((location) => (
        <li key={`${location.kind}:${location.path}:${location.createdAt}`}>
          <span className={classes.locationHead}>
            {KINDS[location.kind]}
            {STATES[location.state] && (
              <Badge size="xs" variant="light" color={location.state === 'missing' ? 'red' : 'gray'} tt="none">
                {STATES[location.state]}
              </Badge>
            )}
          </span>
          <CopyText value={location.path} label="path" keepEnd />
        </li>
      ))}
      {locations.length > SHOWN && <li>and {locations.length - SHOWN} more</li>}
    </ul>
  );
}
