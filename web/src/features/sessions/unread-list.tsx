import { IconFolderOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Session } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { formatCount, plural } from '../../components/format.ts';
import { MoreButton } from '../../components/more-button.tsx';
import { unreadQuery } from './session-live.ts';
import classes from './trouble-list.module.css';

/** What the walk could not read, by reason: which folders, and what can be done. */
export function UnreadList({ session }: { readonly session: Session }) {
  const { unread } = session;
  const query = useInfiniteQuery({ ...unreadQuery(session.id), enabled: unread > 0 });
  const { refetch } = query;
  const shown = query.data?.pages.at(-1)?.total;
  useEffect(() => {
    if (shown === undefined || shown === unread) return undefined;
    const timer = setTimeout(() => void refetch(), 700);
    return () => clearTimeout(timer);
  }, [shown, unread, refetch]);
  if (unread === 0) return null;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const codes = [...new Set(items.map((item) => item.code))];
  return (
    <Card flush title={`${plural(unread, 'place')} could not be read`}>
      <ul className={classes.list} aria-label="Not read">
        {codes.map((code) => {
          const places = items.filter((item) => item.code === code);
          return (
            <li key={code} className={classes.item}>
              <IconFolderOff size={20} stroke={1.6} className={classes.icon} aria-hidden />
              <div className={classes.text}>
                <h3>{places[0]?.title}</h3>
                <p>{places[0]?.next}</p>
                <ul className={classes.examples}>
                  {places.map(({ path }) => (
                    <li key={path} title={path}>
                      {path}
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          );
        })}
      </ul>
      <MoreButton query={query} />
      {!query.hasNextPage && items.length > 0 && unread > items.length && (
        <p className={classes.foot}>and {formatCount(unread - items.length)} more, not listed</p>
      )}
    </Card>
  );
}
