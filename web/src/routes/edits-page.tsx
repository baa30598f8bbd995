import { Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyNote } from '../components/empty-note.tsx';
import { Page } from '../components/page.tsx';
import { RowList } from '../components/row-list.tsx';
import { EditRow } from '../features/edits/edit-row.tsx';
import { editsQuery } from '../features/edits/edits-query.ts';

/** What people changed, deed by deed, to be taken back. */
export function EditsPage() {
  const query = useInfiniteQuery(editsQuery);
  return (
    <Page title="Edits">
      <Text size="sm" c="dimmed" mt={-12} mb="lg">
        Tags, scores and texts that were changed here, the latest first. Taking one back leaves what was changed again since.
      </Text>
      <RowList query={query} empty={<NoEdits />}>
        {(edit) => <EditRow key={edit.batch} edit={edit} />}
      </RowList>
    </Page>
  );
}

function NoEdits() {
  return (
    <EmptyNote icon={IconPencil} title="Nothing was changed yet">
      <Text c="dimmed">Press T on a picture to give it tags, or select several in the library and press Edit.</Text>
    </EmptyNote>
  );
}
