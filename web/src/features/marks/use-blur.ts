import { useLocalStorage } from '@mantine/hooks';
import { useCallback } from 'react';
import type { AssetSummary } from '../../api/types.ts';

/** What this browser blurs: nothing, what is rated questionable or explicit, or also what nobody has rated, which may be anything. */
export type Blur = 'off' | 'rated' | 'unrated';

export function useBlur() {
  const [blur, setBlur] = useLocalStorage<Blur>({ key: 'magpie-blur', defaultValue: 'off', getInitialValueInEffect: false });
  const isBlurred = useCallback((asset: Pick<AssetSummary, 'contentRating'> | undefined) => blurs(blur, asset?.contentRating), [blur]);
  return { blur, setBlur, isBlurred };
}

/** Undefined: not known yet, and so not known to be harmless. */
export function blurs(blur: Blur, rating: AssetSummary['contentRating'] | undefined): boolean {
  if (blur === 'off') return false;
  return rating === 'questionable' || rating === 'explicit' || rating === undefined || (rating === null && blur === 'unrated');
}
