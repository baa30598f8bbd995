import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconPointFilled, IconRefresh, IconShieldLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Deed } from '../../api/types.ts';
import { formatAgo, formatDateTime } from '../../components/format.ts';
import rows from '../../components/row-list.module.css';
import classes from './audit.module.css';
import { ACTORS, actionTitle, deedDetail } from './deed-words.ts';

const ICONS = {
  opened: IconPlayerPlay,
  resumed: IconPlayerPlay,
  paused: IconPlayerPause,
  cancelled: IconPlayerStop,
  retried: IconRefresh,
  set: IconShieldLock,
};

export function DeedRow({ deed }: { readonly deed: Deed }) {
  const Icon = ICONS[deed.action.split('-').at(-1) as keyof typeof ICONS] ?? IconPointFilled;
  const title = actionTitle(deed.action);
  return (
    <li className={rows.row}>
      <span className={classes.icon}>
        <Icon size={18} stroke={1.6} aria-hidden />
      </span>
      <div className={rows.text}>
        {deed.action.startsWith('session-') ? (
          <Link to="/sessions/$id" params={{ id: deed.subject }} search={{}}>
            {title}
          </Link>
        ) : (
          <strong>{title}</strong>
        )}
        <span className={classes.detail}>{deedDetail(deed)}</span>
      </div>
      <div className={classes.when}>
        <time dateTime={deed.at} title={formatDateTime(deed.at)}>
          {formatAgo(deed.at)}
        </time>
        <span>{ACTORS[deed.actor] ?? deed.actor}</span>
      </div>
    </li>
  );
}
