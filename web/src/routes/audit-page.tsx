import { Anchor, Select, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../components/page.tsx';
import { RowList } from '../components/row-list.tsx';
import { auditQuery } from '../features/audit/audit-query.ts';
import { ACTORS } from '../features/audit/deed-words.ts';
import { DeedRow } from '../features/audit/deed-row.tsx';

/** Who did what, the latest first. */
export function AuditPage() {
  const filter = useSearch({ from: '/system/audit' });
  const navigate = useNavigate();
  const query = useInfiniteQuery(auditQuery(filter));
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
      <RowList query={query} empty={<Text c="dimmed">Nothing here yet.</Text>}>
        {(deed) => <DeedRow key={deed.id} deed={deed} />}
      </RowList>
    </Page>
  );
}
