import { Button, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Card } from '../../components/card.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { formatAgo, formatBytes } from '../../components/format.ts';
import classes from './trash.module.css';
import { deletedQuery } from './trash-queries.ts';
import { sayProblem } from './use-trash.tsx';

/** What was deleted for good and does not come back by itself, until it is forgotten here. */
export function Remembered() {
  const query = useInfiniteQuery(deletedQuery);
  const queries = useQueryClient();
  const forget = useMutation({
    mutationFn: (sha256: string) => api.POST('/api/v1/trash/deleted/forget', { body: { sha256: [sha256] } }),
    onError: sayProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: deletedQuery.queryKey }),
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <Card title="Deleted for good">
      <Text size="sm" c="dimmed" mb="sm">
        Magpie remembers what you deleted: scans and the inbox leave these files alone. Forget one, and it may come in again.
      </Text>
      <ul className={classes.remembered}>
        {items.map((item) => (
          <li key={item.sha256}>
            <div className={classes.what}>
              <strong title={item.name}>{item.name}</strong>
              <span>
                {formatBytes(item.bytes)} · {formatAgo(item.deletedAt)}
              </span>
            </div>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => forget.mutate(item.sha256)}
              loading={forget.isPending && forget.variables === item.sha256}
              aria-label={`Forget ${item.name}`}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
      <MoreButton query={query} />
    </Card>
  );
}
