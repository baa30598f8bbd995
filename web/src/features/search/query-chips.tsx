import { Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { components } from '../../../../src/sdk/openapi.d.ts';
import { plural } from '../../components/format.ts';
import { categoryColor } from '../tagging/categories.ts';
import { explainQuery } from './search-queries.ts';
import classes from './search.module.css';

type Term = components['schemas']['ExplainedTerm'];

/** The terms of a search: a press turns one around, its cross takes it away. */
export function QueryChips({ q }: { readonly q: string }) {
  const { data } = useQuery(explainQuery(q));
  if (!data) return null;
  return (
    <ul className={classes.chips} aria-label="Terms of the search">
      {data.terms.map((term, index) => (
        <Chip key={`${index} ${term.text}`} term={term} />
      ))}
      {data.order && (
        <li className={classes.chip}>
          <span className={classes.chipText}>{data.order.text}</span>
          <Away q={data.order.without} label={`Remove ${data.order.text}`} />
        </li>
      )}
    </ul>
  );
}

function Chip({ term }: { readonly term: Term }) {
  const [token] = term.tokens;
  const single = term.tokens.length === 1 && token !== undefined ? token : undefined;
  const tag = single?.meaning === 'tag' ? single.tags[0] : undefined;
  const finds = single === undefined || !(single.meaning === 'unknown-tag' || tag?.count === 0);
  return (
    <li className={classes.chip} data-negated={term.negated || undefined} data-empty={(!finds && !term.negated) || undefined}>
      <Tooltip label={meaningOf(term)} multiline maw={360}>
        <Link
          to="/"
          search={{ q: term.turned }}
          className={classes.chipText}
          style={tag === undefined ? undefined : { color: categoryColor(tag.category) }}
          aria-label={`${term.negated ? 'Include' : 'Exclude'} ${term.text}`}
        >
          {single?.meaning === 'words' && <span className={classes.chipKind}>text</span>}
          <span>{tag?.alias ? `${term.text} → ${tag.name}` : term.text}</span>
        </Link>
      </Tooltip>
      <Away q={term.without} label={`Remove ${term.text}`} />
    </li>
  );
}

function Away({ q, label }: { readonly q: string; readonly label: string }) {
  return (
    <Link to="/" search={q === '' ? {} : { q }} className={classes.chipAway} aria-label={label}>
      <IconX size={14} stroke={2} aria-hidden />
    </Link>
  );
}

function meaningOf({ tokens, negated }: Term): string {
  const not = negated ? 'Left out: ' : '';
  const [token, ...more] = tokens;
  if (token === undefined || more.length > 0) return `${not}a group of ${tokens.length} terms. Press to turn it around.`;
  const [tag] = token.tags;
  switch (token.meaning) {
    case 'tag':
      return `${not}tag, ${tag!.category}, on ${plural(tag!.count, 'picture')}`;
    case 'tags':
      return `${not}any of ${plural(token.tagTotal, 'tag')}: ${token.tags.map(({ name }) => name).join(', ')}${token.tagTotal > token.tags.length ? ', …' : ''}`;
    case 'unknown-tag':
      return `${not}there is no such tag`;
    case 'words':
      return `${not}no tag: looked for in names, titles, descriptions, keywords, prompts and notes`;
    case 'search':
      return `${not}${token.about ?? ''}`;
    case 'field':
      return `${not}${token.about ?? ''}`;
  }
}
