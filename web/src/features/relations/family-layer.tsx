import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { events } from '../../api/event-hub.ts';
import type { Asset, AssetSummary } from '../../api/types.ts';
import { isRelated } from './family-query.ts';
import { FamilyStrip } from './family-strip.tsx';
import { RelateDialog } from './relate-dialog.tsx';
import { useLinkKeys } from './use-link-keys.ts';

interface FamilyLayerProps {
  readonly asset: Asset;
  readonly raised: boolean;
  readonly onPick: (member: AssetSummary) => void;
}

/** What the viewer has to do with relations and pools: the strip where there is a family, the dialog, and the keys. */
export function FamilyLayer({ asset, raised, onPick }: FamilyLayerProps) {
  const [relating, setRelating] = useState(false);
  const queries = useQueryClient();
  // Also while there is no strip: what was known of its family before is not asked for again by itself.
  useEffect(() => events.on('asset', ({ id }) => id === asset.id && void queries.invalidateQueries({ queryKey: ['family', id] })), [queries, asset.id]);
  useLinkKeys({ asset, onPick, onRelate: () => setRelating(true) });
  return (
    <>
      {isRelated(asset) && <FamilyStrip asset={asset} raised={raised} onPick={onPick} onRelate={() => setRelating(true)} />}
      {relating && <RelateDialog id={asset.id} onClose={() => setRelating(false)} />}
    </>
  );
}
