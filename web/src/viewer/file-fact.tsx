import { IconAspectRatio, IconFile, IconMovie } from '@tabler/icons-react';
import type { Asset } from '../api/types.ts';
import { formatBytes, formatClock } from '../components/format.ts';
import { Doubt } from './doubt.tsx';
import { Fact } from './fact.tsx';
import { fileLine, megapixels, plainFileLine } from './fact-lines.ts';
import classes from './facts.module.css';

export function FileFact({ asset }: { readonly asset: Asset }) {
  if (asset.kind === 'file') {
    return (
      <Fact icon={<IconFile />} label="File">
        <strong>{plainFileLine(asset)}</strong>
        <span>{[asset.mime, formatBytes(asset.bytes)].join(' · ')}</span>
        {asset.note !== null && <Doubt>{asset.note}</Doubt>}
      </Fact>
    );
  }
  const moving = asset.kind === 'video' || asset.kind === 'animation';
  return (
    <Fact icon={moving ? <IconMovie /> : <IconAspectRatio />} label="File">
      <strong>
        {asset.width} × {asset.height}{' '}
        <span className={classes.soft}>{asset.durationMs !== null ? formatClock(asset.durationMs) : asset.kind === 'video' ? '' : megapixels(asset)}</span>
      </strong>
      <span>{[asset.kind === 'raw' ? `${asset.format.toUpperCase()} (RAW)` : asset.format.toUpperCase(), formatBytes(asset.bytes)].join(' · ')}</span>
      {fileLine(asset).length > 0 && <span>{fileLine(asset).join(' · ')}</span>}
      {asset.note !== null && <Doubt>{asset.note}</Doubt>}
    </Fact>
  );
}
