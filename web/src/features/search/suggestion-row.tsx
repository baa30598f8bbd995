import { IconBookmark, IconHash, IconListDetails, IconTag } from '@tabler/icons-react';
import { formatCount } from '../../components/format.ts';
import { categoryColor } from '../tagging/categories.ts';
import classes from './search.module.css';
import type { Suggestion } from './suggestions.ts';

const ICONS = { tag: IconTag, field: IconListDetails, value: IconHash, saved: IconBookmark } as const;

export function SuggestionRow({ suggestion }: { readonly suggestion: Suggestion }) {
  const { kind, label, category, count, alias, about } = suggestion;
  const Icon = ICONS[kind];
  return (
    <span className={classes.suggestion}>
      <Icon size={16} stroke={1.7} aria-hidden color="var(--mp-dim)" />
      <span className={classes.suggested}>
        {alias != null && (
          <>
            <span className={classes.dim}>{alias}</span> <span aria-hidden>→</span>
            <span className="visually-hidden">is</span>{' '}
          </>
        )}
        <span style={category === undefined ? undefined : { color: categoryColor(category) }}>{label}</span>
        {about !== undefined && <span className={classes.about}>{about}</span>}
      </span>
      {count !== undefined && <span className={classes.count}>{formatCount(count)}</span>}
    </span>
  );
}
