import { IconBooks, IconPhotoOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Pool } from '../../api/types.ts';
import { ThumbImage } from '../../components/thumb-image.tsx';
import classes from './pools.module.css';
import { poolLine } from './pool-words.ts';

/** One pool of the list: its cover like the topmost of a pile. */
export function PoolCard({ pool }: { readonly pool: Pool }) {
  const [failed, setFailed] = useState(false);
  return (
    <li className={classes.card}>
      <Link to="/pools/$id" params={{ id: String(pool.id) }} className={classes.cardLink}>
        <span className={classes.pile} data-many={pool.count > 1 || undefined}>
          <span className={classes.cover}>
            {pool.cover === null ? (
              <IconBooks size={30} stroke={1.4} aria-hidden />
            ) : failed ? (
              <IconPhotoOff size={26} stroke={1.5} aria-hidden />
            ) : (
              <ThumbImage asset={pool.cover} alt="" loading="lazy" decoding="async" onError={() => setFailed(true)} />
            )}
          </span>
        </span>
        <strong>{pool.name}</strong>
        <span>{poolLine(pool)}</span>
      </Link>
    </li>
  );
}
