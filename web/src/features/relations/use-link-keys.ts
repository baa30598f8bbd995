import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Asset, AssetSummary } from '../../api/types.ts';
import { openAddToPool } from '../pools/open-add-to-pool.ts';
import { familyQuery, generation, isRelated } from './family-query.ts';

interface LinkKeys {
  /** The one on the stage. */
  readonly asset: Asset;
  readonly onPick: (member: AssetSummary) => void;
  readonly onRelate: () => void;
}

/** ↑ to the parent, ↓ to the first child, Shift with ← and → along siblings (or variants); K relates, P adds to a pool. */
export function useLinkKeys({ asset, onPick, onRelate }: LinkKeys): void {
  const family = useQuery({ ...familyQuery(asset.id), enabled: isRelated(asset) }).data;
  const latest = useRef({ asset, family, onPick, onRelate });
  latest.current = { asset, family: isRelated(asset) ? family : undefined, onPick, onRelate };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [role="menu"], [role="slider"]')) return;
      const modal = target.closest('[aria-modal="true"]');
      if (modal && !modal.querySelector('.pswp')) return;
      const { asset: own, family: kin } = latest.current;
      const along = (by: number): AssetSummary | undefined => {
        if (!kin) return undefined;
        const row = kin.siblings.total > 0 ? generation(kin, own) : [...kin.variants.items, own].sort((a, b) => a.id - b.id);
        return row.length > 1 ? row[(row.findIndex(({ id }) => id === own.id) + by + row.length) % row.length] : undefined;
      };
      const ways: Partial<Record<string, () => AssetSummary | undefined>> = {
        ArrowUp: () => kin?.parent ?? undefined,
        ArrowDown: () => kin?.children.items[0],
        ...(event.shiftKey ? { ArrowLeft: () => along(-1), ArrowRight: () => along(1) } : {}),
      };
      const to = ways[event.key]?.();
      if (to) latest.current.onPick(to);
      else if (event.key === 'k') latest.current.onRelate();
      else if (event.key === 'p') openAddToPool([own.id]);
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    // Before the keys of the stage: Shift and an arrow is not the next picture.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
