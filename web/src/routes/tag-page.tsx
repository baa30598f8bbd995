import { Anchor, Badge, Button, Center, Group, Loader, Text } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { thumbnailUrl } from '../api/client.ts';
import { Card } from '../components/card.tsx';
import { formatCount } from '../components/format.ts';
import { Page } from '../components/page.tsx';
import { ProblemView } from '../components/problem-view.tsx';
import { AliasCard } from '../features/tags/alias-card.tsx';
import { EditMenu } from '../features/tags/edit-menu.tsx';
import { RulesCard } from '../features/tags/rules-card.tsx';
import { tagTerm } from '../features/search/tag-term.ts';
import { TagName } from '../features/tags/tag-name.tsx';
import { tagQuery } from '../features/tags/tag-queries.ts';
import { TagTasks } from '../features/tags/tag-tasks.tsx';
import classes from '../features/tags/tags.module.css';
import { NotFoundPage } from './not-found-page.tsx';
import { pageId } from './page-id.ts';
import { WikiCard } from '../features/tags/wiki-card.tsx';

/** One tag: its note, its other names, what it implies, some of its pictures. */
export function TagPage() {
  const id = pageId(useParams({ from: '/tags/$id' }).id);
  return id === undefined ? <NotFoundPage /> : <TagView id={id} />;
}

function TagView({ id }: { readonly id: number }) {
  const query = useQuery(tagQuery(id));
  if (query.isPending)
    return (
      <Center p="xl">
        <Loader />
      </Center>
    );
  if (query.isError && query.data === undefined) return <ProblemView error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  const { tag, samples } = query.data;
  return (
    <Page
      title={tag.name}
      heading={
        <>
          <Anchor size="sm" c="dimmed" display="block" fw={400} renderRoot={(props) => <Link {...props} to="/tags" search={{}} />}>
            Tags
          </Anchor>
          <TagName name={tag.name} category={tag.category} />
        </>
      }
      actions={
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconPhoto size={17} />}
            disabled={tag.count === 0}
            renderRoot={(props) => <Link {...props} to="/" search={{ q: tagTerm(tag.name) }} />}
          >
            {formatCount(tag.count)} {tag.count === 1 ? 'picture' : 'pictures'}
          </Button>
          <EditMenu tag={tag} />
        </Group>
      }
    >
      <TagTasks />
      <Group gap="xs" mb="md">
        <Badge variant="light" color="gray">
          {tag.category.replaceAll('_', ' ')}
        </Badge>
        {tag.deprecated && (
          <Badge variant="light" color="orange">
            deprecated
          </Badge>
        )}
        {tag.elsewhere > 0 && (
          <Text size="sm" c="dimmed">
            {formatCount(tag.elsewhere)} in the list it was imported from
          </Text>
        )}
      </Group>
      <div className={classes.columns}>
        <div className={classes.stack}>
          <WikiCard key={`${tag.id} ${tag.updatedAt}`} tag={tag} />
          <Card title="Pictures">
            {samples.length === 0 ? (
              <Text c="dimmed" size="sm">
                No picture bears this tag.
              </Text>
            ) : (
              <div className={classes.samples}>
                {samples.map((asset) => (
                  <Link key={asset} to="/asset/$id" params={{ id: String(asset) }} search={{ q: tagTerm(tag.name) }} aria-label={`Picture ${asset}`}>
                    <img src={thumbnailUrl(asset)} alt="" loading="lazy" />
                  </Link>
                ))}
              </div>
            )}
          </Card>
        </div>
        <div className={classes.stack}>
          <AliasCard detail={query.data} />
          <RulesCard detail={query.data} />
        </div>
      </div>
    </Page>
  );
}
