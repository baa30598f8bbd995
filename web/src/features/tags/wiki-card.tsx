import { Anchor, Button, Group, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import Markdown from 'react-markdown';
import { api } from '../../api/client.ts';
import { Card } from '../../components/card.tsx';
import { sayProblem } from './say-problem.ts';
import type { Tag } from './tag-queries.ts';
import classes from './tags.module.css';

/** The note of a tag. Markdown without HTML; pictures from elsewhere are not loaded, so that nobody learns who reads it. */
export function WikiCard({ tag }: { readonly tag: Tag }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    if (await sayProblem(() => api.PATCH('/api/v1/tags/{id}', { params: { path: { id: tag.id } }, body: { wiki: draft } }))) {
      setDraft(null);
      await queries.invalidateQueries({ queryKey: ['tag', tag.id] });
    }
  };
  return (
    <Card
      title="Note"
      aside={
        draft === null && (
          <Button size="compact-sm" variant="subtle" onClick={() => setDraft(tag.wiki ?? '')}>
            {tag.wiki === null ? 'Write one' : 'Edit'}
          </Button>
        )
      }
    >
      {draft !== null ? (
        <>
          <Textarea
            aria-label="Note, in Markdown"
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
            autosize
            minRows={5}
            maxRows={20}
            maxLength={20_000}
            placeholder="When to use this tag. Markdown."
            data-autofocus
          />
          <Group justify="end" mt="sm" gap="xs">
            <Button variant="default" onClick={() => setDraft(null)}>
              Leave it
            </Button>
            <Button onClick={() => void save()}>Save</Button>
          </Group>
        </>
      ) : tag.wiki === null ? (
        <Text c="dimmed" size="sm">
          Nobody has written down yet when to use this tag.
        </Text>
      ) : (
        <div className={classes.wiki}>
          <Markdown
            components={{
              a: ({ href, children }) => (
                <Anchor href={href ?? '#'} target="_blank" rel="noreferrer noopener">
                  {children}
                </Anchor>
              ),
              img: ({ alt, src }) => (
                <Anchor href={typeof src === 'string' ? src : '#'} target="_blank" rel="noreferrer noopener">
                  {alt === undefined || alt === '' ? 'picture' : alt}
                </Anchor>
              ),
            }}
          >
            {tag.wiki}
          </Markdown>
        </div>
      )}
    </Card>
  );
}
