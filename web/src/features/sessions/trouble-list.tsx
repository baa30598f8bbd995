import { Anchor } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Session } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { formatCount, plural } from '../../components/format.ts';
import { RetryButton } from './session-actions.tsx';
import { sessionErrorsQuery } from './session-live.ts';
import { troubleOf } from './session-words.ts';
import classes from './trouble-list.module.css';

/** What went wrong, by reason: how many files, what can be done, and another try for just those. */
export function TroubleList({ session }: { readonly session: Session }) {
  const trouble = troubleOf(session);
  const { data, refetch } = useQuery({ ...sessionErrorsQuery(session.id), enabled: trouble > 0 });
  const stale = data !== undefined && data.total !== trouble;
  useEffect(() => {
    if (!stale) return undefined;
    const timer = setTimeout(() => void refetch(), 700);
    return () => clearTimeout(timer);
  }, [stale, trouble, refetch]);
  if (trouble === 0) return null;
  return (
    <Card
      flush
      title={`${plural(trouble, 'file')} could not be added`}
      aside={
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link {...props} to="/sessions/$id" params={{ id: session.id }} search={{ outcome: session.failed > 0 ? 'failed' : 'quarantined' }} />
          )}
        >
          Every file
        </Anchor>
      }
    >
      <ul className={classes.list} aria-label="Reasons">
        {data?.items.map((item) => (
          <li key={item.code} className={classes.item}>
            <IconAlertTriangle size={20} stroke={1.6} className={classes.icon} aria-hidden />
            <div className={classes.text}>
              <h3>
                {item.title} <span className={classes.count}>{formatCount(item.files)}</span>
              </h3>
              <p>{item.next}</p>
              <ul className={classes.examples}>
                {item.examples.map((file) => (
                  <li key={file.path} title={file.path}>
                    <span>{file.name}</span>
                    {file.detail && <small> {file.detail}</small>}
                  </li>
                ))}
                {item.files > item.examples.length && <li className={classes.more}>and {formatCount(item.files - item.examples.length)} more</li>}
              </ul>
            </div>
            <RetryButton session={session} files={item.files} code={item.code} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
