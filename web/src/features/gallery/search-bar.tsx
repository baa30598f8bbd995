import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconTags } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { plural } from '../../components/format.ts';
import { useFacetsShown } from '../search/facets-place.tsx';
import { QueryChips } from '../search/query-chips.tsx';
import { QueryWarnings } from '../search/query-warnings.tsx';
import { SaveSearch } from '../search/save-search.tsx';
import classes from '../search/search.module.css';
import { SearchHelp } from './search-help.tsx';

/** What is shown instead of the whole library: how many, by which terms, and the way back. */
export function SearchBar({ q, total }: { readonly q: string; readonly total: number | 'none' | null }) {
  const session = /^session:(\S+)$/.exec(q)?.[1];
  return (
    <>
      <div className={classes.bar}>
        <span className={classes.total} role="status">
          {total === null ? 'Searching…' : total === 'none' ? '' : `${plural(total, 'picture')}${session ? ' from one session' : ''}`}
        </span>
        {session && (
          <Button size="compact-sm" variant="subtle" renderRoot={(props) => <Link {...props} to="/sessions/$id" params={{ id: session }} search={{}} />}>
            Session
          </Button>
        )}
        {!session && total !== 'none' && <QueryChips q={q} />}
        <div className={classes.actions}>
          {!session && total !== 'none' && <SaveSearch q={q} />}
          {total !== 'none' && <FacetsButton q={q} />}
          <Button size="compact-sm" variant="subtle" renderRoot={(props) => <Link {...props} to="/" search={{}} />}>
            Show all
          </Button>
          {!session && total !== 'none' && <SearchHelp inBar />}
        </div>
      </div>
      {total !== 'none' && <QueryWarnings q={q} />}
    </>
  );
}

function FacetsButton({ q }: { readonly q: string }) {
  const { shown, show } = useFacetsShown(q);
  const label = shown ? 'Hide related tags' : 'Related tags';
  return (
    <Tooltip label={label}>
      <ActionIcon variant={shown ? 'light' : 'subtle'} color={shown ? 'petrol' : 'gray'} aria-label={label} aria-pressed={shown} onClick={() => show(!shown)}>
        <IconTags size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
