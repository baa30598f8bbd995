import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Card } from '../components/card.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { EditRow } from '../features/edits/edit-row.tsx';
import classes from '../features/edits/edits.module.css';
import { editsQuery } from '../features/edits/edits-query.ts';

/** What people changed, deed by deed, to be taken back. */
export function EditsPage() {
  const query = useInfiniteQuery(editsQuery);
  const edits = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title="Edits">
      <Text size="sm" c="dimmed" mt={-12} mb="lg">
        Tags, scores and texts that were changed here, the latest first. Taking one back leaves what was changed again since.
      </Text>
      <Pending query={query} />
      {query.isSuccess && edits.length === 0 && (
        <Text c="dimmed">Nothing was changed yet. Press T on a picture to give it tags, or select several in the library and press Edit.</Text>
      )}
      {edits.length > 0 && (
        <Card flush>
          <ul className={classes.list}>
            {edits.map((edit) => (
              <EditRow key={edit.batch} edit={edit} />
            ))}
          </ul>
        </Card>
      )}
      <MoreButton query={query} below />
    </Page>
  );
}
