import { useSyncExternalStore } from 'react';
import { type Selected, selection } from './selection.ts';

export function useSelection(): Selected {
  return useSyncExternalStore(selection.subscribe, selection.current);
}
