import { IconPin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { savedSearchesQuery } from './search-queries.ts';
import classes from './search.module.css';

/** Above the whole library: the saved searches that are to be seen without asking. */
export function PinnedSearches() {
  const { data = [] } = useQuery(savedSearchesQuery);
  const pinned = data.filter((one) => one.pinned);
  if (pinned.length === 0) return null;
  return (
    <ul className={classes.pinned} aria-label="Pinned searches">
      {pinned.map(({ id, name, query }) => (
        <li key={id}>
          <Link to="/" search={{ q: query }} title={query}>
            <IconPin size={14} aria-hidden /> {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
