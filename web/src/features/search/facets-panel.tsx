import { Loader, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatCount } from '../../components/format.ts';
import { byCategory, categoryColor, tagTitle } from '../tagging/categories.ts';
import { facetsQuery } from './facets.ts';
import { explainQuery } from './search-queries.ts';
import classes from './search.module.css';
import { tagTerm } from './tag-term.ts';
import { withTag } from './with-tag.ts';

/** The tags of what was found: with + they narrow the search, with − they are left out. */
export function FacetsPanel({ q }: { readonly q: string }) {
  const { data, isPending } = useQuery(facetsQuery(q));
  const explained = useQuery(explainQuery(q)).data;
  const used = new Set(
    explained?.terms.flatMap(({ tokens }) => tokens.flatMap(({ meaning, tags }) => (meaning === 'tag' ? tags.map(({ name }) => name) : []))),
  );
  if (isPending) return <Loader size="sm" m="md" aria-label="Related tags are being counted" />;
  if (!data || data.items.length === 0)
    return (
      <Text c="dimmed" size="sm" p="md">
        {data ? 'What was found bears no tags yet.' : 'The tags of this search cannot be counted here.'}
      </Text>
    );
  return (
    <>
      {byCategory(data.items).map(([category, tags]) => (
        <section key={category}>
          <h3>{category}</h3>
          <ul>
            {tags.map(({ id, name, count }) => (
              <li key={id} className={classes.facet} style={{ color: categoryColor(category) }}>
                {used.has(name) ? (
                  <span className={classes.facetStep} style={{ width: 52 }} aria-hidden />
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
    </>
  );
}
