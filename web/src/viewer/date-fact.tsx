import { IconAlertTriangle, IconCalendar } from '@tabler/icons-react';
import type { Asset } from '../api/types.ts';
import { formatTaken } from '../components/format.ts';
import { Fact } from './fact.tsx';
import classes from './facts.module.css';
import { whyDoubtful } from './why-doubtful.ts';

/** When it was taken; else the date of the file, and why the one written in it is not believed. */
export function DateFact({ asset }: { readonly asset: Asset }) {
  const taken = formatTaken(asset.takenAt ?? asset.sortAt);
  const zone = taken.zone ?? (asset.takenAt ? 'local time' : null);
  return (
    <Fact icon={<IconCalendar />} label="Date" of={['takenAt', 'doubtfulDate']}>
      <strong>{taken.date}</strong>
      <span>{[taken.time, asset.takenAt ? zone : 'date of the file'].filter(Boolean).join(' · ')}</span>
      {asset.doubtfulDate !== null && (
        <span className={classes.doubt}>
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden />
          <span>
            It says <q>{asset.doubtfulDate}</q>: {whyDoubtful(asset.doubtfulDate)}.
          </span>
        </span>
      )}
    </Fact>
  );
}
