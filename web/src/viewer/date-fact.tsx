import { IconCalendar } from '@tabler/icons-react';
import type { Asset } from '../api/types.ts';
import { formatTaken } from '../components/format.ts';
import { Doubt } from './doubt.tsx';
import { Fact } from './fact.tsx';
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
        <Doubt>
          It says <q>{asset.doubtfulDate}</q>: {whyDoubtful(asset.doubtfulDate)}.
        </Doubt>
      )}
    </Fact>
  );
}
