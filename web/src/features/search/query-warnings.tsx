import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { explainQuery } from './search-queries.ts';
import classes from './search.module.css';

/** What of a search finds nothing, and what may have been meant. */
export function QueryWarnings({ q }: { readonly q: string }) {
  const { data, isPlaceholderData } = useQuery(explainQuery(q));
  if (!data || isPlaceholderData || data.warnings.length === 0) return null;
  return (
    <div className={classes.warnings} role="status">
      {data.warnings.map(({ start, message, instead }) => (
        <p key={`${start} ${message}`}>
          {message}
          {instead.length > 0 && '. Try'}
          {instead.map((other) => (
            <Link key={other} to="/" search={{ q: other }}>
              {other}
            </Link>
          ))}
        </p>
      ))}
    </div>
  );
}
