import type { IndexState } from '../../search/index/live-index.ts';
import { isoTime } from './iso-time.ts';

const OFF: IndexState = {
  state: 'sql',
  reason: 'it is turned off by the setting search.index',
  progress: null,
  assets: 0,
  links: 0,
  changed: 0,
  bytes: 0,
  builtAt: null,
};

export function indexView(state: IndexState = OFF) {
  return { ...state, builtAt: state.builtAt === null ? null : isoTime(state.builtAt) };
}
