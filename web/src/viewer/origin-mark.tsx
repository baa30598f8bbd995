import { Tooltip } from '@mantine/core';
import { IconFileCode, IconPhoto, IconUserEdit, IconWand } from '@tabler/icons-react';
import classes from './facts.module.css';
import { useWitness } from './provenance.ts';

const ICONS = { human: IconUserEdit, sidecar: IconFileCode, embedded: IconPhoto, derived: IconWand };

interface OriginMarkProps {
  readonly label: string;
  readonly of: readonly string[];
  /** Pixels from the top of what it belongs to. */
  readonly top?: number;
}

/** Who says so: quiet until pointed at (what the file itself says is the usual case and shows only then), tapped on a phone. */
export function OriginMark({ label, of, top = 8 }: OriginMarkProps) {
  const witness = useWitness(of);
  if (!witness) return null;
  const Icon = ICONS[witness.origin];
  return (
    <Tooltip label={`${label}: ${witness.words}`} events={{ hover: true, focus: true, touch: true }} openDelay={80} zIndex={450} multiline maw={280}>
      <button type="button" className={classes.origin} style={{ top }} data-origin={witness.origin} aria-label={`${label}: ${witness.words}`}>
        <Icon size={15} stroke={1.7} aria-hidden />
      </button>
    </Tooltip>
  );
}
