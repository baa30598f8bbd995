import { Anchor, Select, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../components/card.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { auditQuery } from '../features/audit/audit-query.ts';
import { ACTORS } from '../features/audit/deed-words.ts';
import { DeedRow } from '../features/audit/deed-row.tsx';
import classes from '../features/audit/audit.module.css';

/** Who did what, the latest first. */
export function AuditPage() {
  const filter = useSearch({ from: '/system/audit' });
  const navigate = useNavigate();
  const query = useInfiniteQuery(auditQuery(filter));
  const deeds = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="History"
      actions={
        <Select
          aria-label="Done by"
          placeholder="Done by anyone"
          clearable
          w={190}
          data={Object.entries(ACTORS).map(([value, label]) => ({ value, label }))}
          value={filter.actor ?? null}
          onChange={(actor) =>
            void navigate({
              to: '/system/audit',
              search: { ...(filter.subject ? { subject: filter.subject } : {}), ...(actor ? { actor } : {}) },
              replace: true,
            })
          }
        />
      }
    >
      <Text size="sm" c="dimmed" mt={-12} mb="lg">
        <Anchor renderRoot={(props) => <Link {...props} to="/system" />} size="sm">
          System
        </Anchor>{' '}
        · what was done here, by whom and when
        {filter.subject !== undefined && (
          <>
            {' '}
            ·{' '}
            <Anchor renderRoot={(props) => <Link {...props} to="/system/audit" search={{}} />} size="sm">
              Show everything
            </Anchor>
          </>
        )}
      </Text>
      <Pending query={query} />
      {query.isSuccess && deeds.length === 0 && <Text c="dimmed">Nothing here yet.</Text>}
      {deeds.length > 0 && (
        <Card flush>
          <ul className={classes.list}>
            {deeds.map((deed) => (
              <DeedRow key={deed.id} deed={deed} />
            ))}
          </ul>
        </Card>
      )}
      <MoreButton query={query} below />
    </Page>
  );
}
