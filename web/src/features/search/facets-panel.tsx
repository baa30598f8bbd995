import { Loader, SegmentedControl, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemView } from '../../components/problem-view.tsx';
import { formatCount } from '../../components/format.ts';
import { byCategory, categoryColor, tagTitle } from '../tagging/categories.ts';
import { facetsQuery } from './facets.ts';
import { explainQuery } from './search-queries.ts';
import classes from './search.module.css';
import { tagTerm } from './tag-term.ts';
import { withTag } from './with-tag.ts';

/** The tags of what was found: with + they narrow the search, with − they are left out. */
export function FacetsPanel({ q }: { readonly q: string }) {
  const { data, error, isPending, refetch } = useQuery(facetsQuery(q));
  const [by, setBy] = useState<'items' | 'related'>('items');
  const explained = useQuery(explainQuery(q)).data;
  const used = new Set(
    explained?.terms.flatMap(({ tokens }) => tokens.flatMap(({ meaning, tags }) => (meaning === 'tag' ? tags.map(({ name }) => name) : []))),
  );
  if (isPending) return <Loader size="sm" m="md" aria-label="Related tags are being counted" />;
  if (!data) return <ProblemView error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0)
    return (
      <Text c="dimmed" size="sm" p="md">
        What was found bears no other tags.
      </Text>
    );
  return (
    <div className={classes.facetList}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Which related tags"
        value={by}
        onChange={(value) => setBy(value as 'items' | 'related')}
        data={[
          { value: 'items', label: 'Frequent' },
          { value: 'related', label: 'Typical' },
        ]}
      />
      {by === 'related' && data.related.length === 0 && (
        <Text c="dimmed" size="sm" p="md">
          Nothing sets this apart from the rest of the library.
        </Text>
      )}
      {byCategory(data[by]).map(([category, tags]) => (
        <section key={category}>
          <h3>{category}</h3>
          <ul>
            {tags.map(({ id, name, count }) => (
              <li key={id} className={classes.facet} style={{ color: categoryColor(category) }}>
                {used.has(name) ? (
                  <>
                    <span className={classes.facetStep} data-used />
                    <span className={classes.facetStep} data-used />
                  </>
                ) : (
                  <>
                    <Link to="/" search={{ q: withTag(q, explained, name, '') }} className={classes.facetStep} aria-label={`Add ${name}`}>
                      <IconPlus size={15} aria-hidden />
                    </Link>
                    <Link to="/" search={{ q: withTag(q, explained, name, '-') }} className={classes.facetStep} aria-label={`Exclude ${name}`}>
                      <IconMinus size={15} aria-hidden />
                    </Link>
                  </>
                )}
                <Link to="/" search={{ q: tagTerm(name) }} className={classes.facetName} title={name}>
                  {tagTitle(name)}
                </Link>
                <span className={classes.count}>{formatCount(count)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {data.approximate && (
        <Text c="dimmed" size="xs" mt="sm">
          Estimated from the newest pictures of a large result.
        </Text>
      )}
    </div>
  );
}
