import { Alert, Button, Group, Modal, Pill, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, thumbnailUrl } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { must } from '../../api/queries.ts';
import type { BulkChange, BulkTarget } from '../../api/types.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { formatCount, plural } from '../../components/format.ts';
import { CONTENT_RATINGS } from '../marks/mark-words.ts';
import { selection } from '../selection/selection.ts';
import { tagTitle } from '../tagging/categories.ts';
import { TagInput } from '../tagging/tag-input.tsx';
import { keptName } from '../tagging/typed-names.ts';
import classes from './bulk.module.css';
import { changeOf, type Draft, EMPTY, isEmpty } from './draft.ts';
import { followTask } from './task-note.tsx';

interface BulkDialogProps {
  readonly target: BulkTarget;
  readonly count: number;
  readonly onClose: () => void;
}

/** The question is asked again when nobody has typed for so long. */
const REST_MS = 300;

/** One change to everything that is selected, with what it would do before it is done. */
export function BulkDialog({ target, count, onClose }: BulkDialogProps) {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [asked] = useDebouncedValue(draft, REST_MS);
  const set = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const preview = useQuery({
    queryKey: ['bulk-preview', target, asked],
    queryFn: async ({ signal }) => must((await api.POST('/api/v1/edits/preview', { body: { target, change: changeOf(asked) }, signal })).data),
    enabled: !isEmpty(asked),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const apply = useSingleMutation({
    mutationFn: async (change: BulkChange) => must((await api.POST('/api/v1/edits', { body: { target, change } })).data),
    onSuccess: ({ task_id }) => {
      followTask(task_id, { doing: `Editing ${plural(count, 'picture')}`, done: (changed) => `${plural(changed, 'picture')} changed` });
      selection.clear();
      onClose();
    },
  });
  const current = isEmpty(draft) ? undefined : preview.data;
  const problem = apply.error ?? (isEmpty(asked) ? null : preview.error);
  const settled = asked === draft && !preview.isFetching;
  return (
    <Modal opened onClose={onClose} title={`Edit ${plural(count, 'picture')}`} size="lg" zIndex={300} styles={{ title: { fontWeight: 650, fontSize: 18 } }}>
      <Stack gap="md">
        <TagList title="Add tags" names={draft.add} onChange={(add) => set({ add })} />
        <TagList title="Remove tags" names={draft.remove} onChange={(remove) => set({ remove })} existing />
        <div>
          <Text size="sm" fw={600} mb={4} component="h3">
            Replace a tag
          </Text>
          <Group gap="xs" align="center" wrap="nowrap">
            <TextInput
              aria-label="Replace this tag"
              placeholder="this tag"
              value={draft.from}
              onChange={(event) => set({ from: event.currentTarget.value })}
              flex={1}
              autoCapitalize="none"
              spellCheck={false}
            />
            <Text size="sm" c="dimmed">
              by
            </Text>
            <TextInput
              aria-label="by this tag"
              placeholder="that tag"
              value={draft.to}
              onChange={(event) => set({ to: event.currentTarget.value })}
              flex={1}
              autoCapitalize="none"
              spellCheck={false}
            />
          </Group>
        </div>
        <div className={classes.marks}>
          <Select
            label="Score"
            placeholder="as it is"
            clearable
            comboboxProps={{ zIndex: 460 }}
            data={[
              ...[5, 4, 3, 2, 1].map((stars) => ({ value: String(stars), label: `${stars} ${stars === 1 ? 'star' : 'stars'}` })),
              { value: '0', label: 'Not rated' },
              { value: '-1', label: 'Rejected' },
            ]}
            value={draft.rating}
            onChange={(rating) => set({ rating })}
          />
          <Select
            label="Content rating"
            placeholder="as it is"
            clearable
            comboboxProps={{ zIndex: 460 }}
            data={CONTENT_RATINGS.map(({ name, title }) => ({ value: name, label: title }))}
            value={draft.contentRating}
            onChange={(contentRating) => set({ contentRating: contentRating as Draft['contentRating'] })}
          />
          <div>
            <Text size="sm" fw={600} mb={4} id="bulk-favourite">
              Favourite
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="bulk-favourite"
              data={[
                { value: '', label: 'As it is' },
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No' },
              ]}
              value={draft.favourite}
              onChange={(favourite) => set({ favourite: favourite as Draft['favourite'] })}
            />
          </div>
        </div>

        <div className={classes.preview} aria-busy={!settled}>
          {problem ? (
            <Alert color="red" title={problemOf(problem).title} role="alert">
              {problemOf(problem).detail ?? problemOf(problem).next}
            </Alert>
          ) : current ? (
            <>
              <Text size="sm" role="status">
                <strong>
                  {current.approximate && 'about '}
                  {formatCount(current.changes)}
                </strong>{' '}
                of {plural(current.found, 'picture')} would change
                {current.newTags.length > 0 && ` · new: ${current.newTags.map(({ name }) => tagTitle(name)).join(', ')}`}
              </Text>
              <div className={classes.sample} role="list" aria-label="Some that would change">
                {current.sample.map(({ id, version, name }) => (
                  <img key={id} role="listitem" src={thumbnailUrl(id, version)} alt={name} loading="lazy" />
                ))}
              </div>
            </>
          ) : (
            <Text size="sm" c="dimmed">
              {isEmpty(draft) ? 'Say what is to change; what it would do is shown here before it is done.' : 'Counting…'}
            </Text>
          )}
        </div>

        <Group justify="flex-end" gap="sm" className={classes.foot}>
          <Text size="xs" c="dimmed" className={classes.undo}>
            It can be undone as a whole, also later under Edits.
          </Text>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            onClick={() => apply.mutate(changeOf(draft))}
            loading={apply.isPending}
            disabled={isEmpty(draft) || !settled || preview.isError || (current?.changes === 0 && !current.approximate)}
          >
            {current && settled && current.changes > 0 && !current.approximate ? `Change ${plural(current.changes, 'picture')}` : 'Change'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface TagListProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
  /** Only tags there are. */
  readonly existing?: boolean;
}

function TagList({ title, names, onChange, existing = false }: TagListProps) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4} component="h3">
        {title}
      </Text>
      <TagInput
        label={title}
        placeholder={existing ? 'Tags to take away' : 'Tags to give'}
        without={new Set(names)}
        allowNew={!existing}
        onAdd={(more) => onChange([...new Set([...names, ...more.map(keptName)])])}
        onBackspace={() => onChange(names.slice(0, -1))}
      />
      {names.length > 0 && (
        <ul className={classes.names} aria-label={title}>
          {names.map((name) => (
            <li key={name}>
              <Pill
                size="md"
                withRemoveButton
                onRemove={() => onChange(names.filter((one) => one !== name))}
                removeButtonProps={{ 'aria-label': `Leave out ${tagTitle(name)}`, 'aria-hidden': false, tabIndex: 0 }}
              >
                {tagTitle(name)}
              </Pill>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
