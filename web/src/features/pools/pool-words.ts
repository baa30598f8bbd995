import { plural } from '../../components/format.ts';
import type { Pool } from '../../api/types.ts';

export const KIND_WORDS: Record<Pool['kind'], string> = { series: 'Series', collection: 'Collection' };

export const poolLine = ({ kind, count }: Pick<Pool, 'kind' | 'count'>): string => `${KIND_WORDS[kind]}, ${plural(count, 'picture')}`;
