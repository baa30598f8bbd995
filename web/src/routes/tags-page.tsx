import { ActionIcon, Group, Menu, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconArrowsJoin2, IconDots, IconEraser, IconPalette, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../components/card.tsx';
import { formatCount } from '../components/format.ts';
import { MoreButton } from '../components/more-button.tsx';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { CategoryEditor } from '../features/tags/category-editor.tsx';
import { ImportList } from '../features/tags/import-list.tsx';
import { NewTag } from '../features/tags/new-tag.tsx';
import { PruneDialog } from '../features/tags/prune-dialog.tsx';
import { tagTerm } from '../features/search/tag-term.ts';
import { TagName } from '../features/tags/tag-name.tsx';
import { categoriesQuery, type Tag, type TagFilter, tagsQuery } from '../features/tags/tag-queries.ts';
import { TagTasks } from '../features/tags/tag-tasks.tsx';
import classes from '../features/tags/tags.module.css';

export interface TagsSearch {
  name?: string;
  category?: string;
  order?: string;
  show?: string;
}

const ORDERS = [
  { value: 'count', label: 'Most used' },
  { value: 'name', label: 'By name' },
  { value: 'newest', label: 'Newest' },
];
const SHOWN = [
  { value: 'all', label: 'All tags' },
  { value: 'used', label: 'In use' },
  { value: 'empty', label: 'Not in use' },
  { value: 'deprecated', label: 'Deprecated' },
];

/** All tags: what they are, how often they are there, and the way to their pictures. */
export function TagsPage() {
  const search = useSearch({ from: '/tags' });
  const navigate = useNavigate({ from: '/tags' });
  const { data: categories = [] } = useQuery(categoriesQuery);
  const [painting, { open, close }] = useDisclosure();
  const [pruning, { open: askPrune, close: closePrune }] = useDisclosure();
  const [text, setText] = useState(search.name ?? '');
  const query = useInfiniteQuery(tagsQuery(filterOf(search)));
  const set = (change: TagsSearch): void => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== '' && value !== 'all');
    void navigate({ search: Object.fromEntries(next) as TagsSearch, replace: true });
  };
  const setNameSoon = useDebouncedCallback((name: string) => set({ name }), 200);
  const tags = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <Page
      title="Tags"
      actions={
        <Group gap="xs">
          <NewTag />
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label="More about tags">
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconArrowsJoin2 size={17} />} renderRoot={(props) => <Link {...props} to="/implications" search={{}} />}>
                Implications
              </Menu.Item>
              <Menu.Item leftSection={<IconPalette size={17} />} onClick={open}>
                Categories
              </Menu.Item>
              <ImportList />
              <Menu.Item leftSection={<IconEraser size={17} />} onClick={askPrune}>
                Remove unused tags…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      }
    >
      <TagTasks />
      <div className={classes.filters}>
        <TextInput
          aria-label="Name of the tag"
          placeholder="Name, * for anything"
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setNameSoon(event.currentTarget.value);
          }}
          autoComplete="off"
          spellCheck={false}
        />
        <Select
          aria-label="Category"
          w={150}
          data={[{ value: 'all', label: 'Category' }, ...categories.map(({ name }) => ({ value: name, label: name.replaceAll('_', ' ') }))]}
          value={search.category ?? 'all'}
          onChange={(category) => set({ category: category ?? 'all' })}
          allowDeselect={false}
        />
        <Select
          aria-label="Which tags"
          w={130}
          data={SHOWN}
          value={search.show ?? 'all'}
          onChange={(show) => set({ show: show ?? 'all' })}
          allowDeselect={false}
        />
        <Select
          aria-label="Order"
          w={125}
          data={ORDERS}
          value={search.order ?? 'count'}
          onChange={(order) => set({ order: order ?? 'count' })}
          allowDeselect={false}
        />
      </div>
      <Pending query={query} />
      {query.data && tags.length > 0 && (
        <Card flush title={`${formatCount(total)} ${total === 1 ? 'tag' : 'tags'}`}>
          {tags.map((tag) => (
            <TagRow key={tag.id} tag={tag} />
          ))}
          <MoreButton query={query} />
        </Card>
      )}
      {query.data && tags.length === 0 && (
        <Card>
          <Text c="dimmed" ta="center" py="lg">
            {Object.keys(search).length > 0
              ? 'No tag is like that. Change the filters above.'
              : 'There are no tags yet. They come with the keywords of pictures and sidecars, by editing, or from a list (CSV) in the menu above.'}
          </Text>
        </Card>
      )}
      <PruneDialog opened={pruning} onClose={closePrune} />
      <CategoryEditor opened={painting} onClose={close} />
    </Page>
  );
}

function TagRow({ tag }: { readonly tag: Tag }) {
  return (
    <div className={classes.row}>
      <span style={{ minWidth: 0 }}>
        <TagName name={tag.name} category={tag.category} id={tag.id} />
        {tag.deprecated && (
          <Text span size="xs" c="dimmed" ml={8}>
            deprecated
          </Text>
        )}
      </span>
      <span className={classes.category}>{tag.category.replaceAll('_', ' ')}</span>
      {tag.count > 0 ? (
        <Link to="/" search={{ q: tagTerm(tag.name) }} className={classes.count} aria-label={`${formatCount(tag.count)} pictures with ${tag.name}`}>
          {formatCount(tag.count)}
        </Link>
      ) : (
        <span className={classes.count} data-empty>
          0
        </span>
      )}
    </div>
  );
}

function filterOf({ name, category, order, show }: TagsSearch): TagFilter {
  return {
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    ...(order === 'name' || order === 'newest' ? { order } : {}),
    ...(show === 'used' ? { empty: 'false' as const } : show === 'empty' ? { empty: 'true' as const } : {}),
    ...(show === 'deprecated' ? { deprecated: 'true' as const } : {}),
  };
}
