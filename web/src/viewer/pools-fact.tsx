import { ActionIcon, Button } from '@mantine/core';
import { IconBooks, IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Asset } from '../api/types.ts';
import { plural } from '../components/format.ts';
import { openAddToPool } from '../features/pools/open-add-to-pool.ts';
import { poolsOfQuery } from '../features/pools/pool-queries.ts';
import { Fact } from './fact.tsx';
import classes from './links.module.css';

/** The pools a picture is in, and what lies beside it there. */
export function PoolsFact({ asset }: { readonly asset: Asset }) {
  const { data } = useQuery(poolsOfQuery(asset.id));
  const pools = data ?? asset.pools.map((pool) => ({ ...pool, previous: null, next: null }));
  return (
    <Fact icon={<IconBooks />} label="Pools">
      {pools.map((pool) => (
        <div key={pool.id} className={classes.pool}>
          <Link to="/pools/$id" params={{ id: String(pool.id) }} className={classes.poolName}>
            <strong>{pool.name}</strong>
            <span>{plural(pool.count, 'picture')}</span>
          </Link>
          <Beside pool={pool.id} to={pool.previous} label={`Previous in ${pool.name}`} icon={<IconChevronLeft size={18} />} />
          <Beside pool={pool.id} to={pool.next} label={`Next in ${pool.name}`} icon={<IconChevronRight size={18} />} />
        </div>
      ))}
      <div>
        <Button variant="default" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={() => openAddToPool([asset.id])}>
          Add to a pool
        </Button>
      </div>
    </Fact>
  );
}

interface BesideProps {
  readonly pool: number;
  readonly to: number | null;
  readonly label: string;
  readonly icon: React.ReactNode;
}

function Beside({ pool, to, label, icon }: BesideProps) {
  if (to === null) return <ActionIcon variant="subtle" color="gray" disabled aria-label={label} children={icon} />;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      renderRoot={(props) => <Link {...props} to="/asset/$id" params={{ id: String(to) }} search={{ q: `pool:${pool} order:pool` }} replace />}
    >
      {icon}
    </ActionIcon>
  );
}
