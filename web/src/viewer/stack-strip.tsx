import { Menu } from '@mantine/core';
import { IconStack2, IconStackPop } from '@tabler/icons-react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { must } from '../api/queries.ts';
import type { AssetSummary, Stack } from '../api/types.ts';
import { PictureStrip, StripMenu, StripPicture } from '../components/picture-strip.tsx';
import { showUndo } from '../components/show-undo.tsx';
import { TileBadge } from '../features/gallery/tile-badge.tsx';
import { sayProblem } from '../features/trash/use-trash.tsx';
import classes from './stack-strip.module.css';

const stackQuery = (id: number) =>
  queryOptions({
    queryKey: ['stack', id],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/stacks/{id}', { params: { path: { id } }, signal })).data),
    staleTime: 60_000,
  });

const KINDS: Record<Stack['kind'], string> = { raw: 'RAW and JPEG', live: 'Live photo', burst: 'Burst', manual: 'Stack' };

interface StackStripProps {
  readonly stackId: number;
  /** The member on the stage. */
  readonly shown: number;
  readonly onPick: (member: AssetSummary) => void;
}

/** The shots that are shown as one, below the one on the stage. */
export function StackStrip({ stackId, shown, onPick }: StackStripProps) {
  const queries = useQueryClient();
  const stack = useQuery(stackQuery(stackId)).data;
  if (!stack || stack.members.length < 2) return null;
  const { cover, members } = stack;

  const refresh = (): void => {
    // Not the stack: taken apart there is none to be asked for, and another cover is answered.
    for (const { id } of members) void queries.invalidateQueries({ queryKey: ['asset', id] });
  };
  const does = (act: () => Promise<unknown>, words: string, undo: () => Promise<unknown>): void => {
    void act()
      .then(() => showUndo(`stack-${stackId}`, words, () => undo().then(refresh, sayProblem)))
      .catch(sayProblem)
      .finally(refresh);
  };
  const coverIs = async (assetId: number): Promise<void> => {
    const { data } = await api.PUT('/api/v1/stacks/{id}/cover', { params: { path: { id: stackId } }, body: { assetId } });
    queries.setQueryData(stackQuery(stackId).queryKey, data);
  };
  const takeApart = () => api.DELETE('/api/v1/stacks/{id}', { params: { path: { id: stackId } } });
  const putTogether = () => api.POST('/api/v1/stacks', { body: { ids: members.map(({ id }) => id), cover } });

  return (
    <PictureStrip className={classes.strip} label={`${KINDS[stack.kind]}, ${members.length} shots`}>
      <ul>
        {members.map((member) => (
          <StripPicture
            key={member.id}
            asset={member}
            label={member.name}
            title={member.id === cover ? `${member.name}, shown in the library` : member.name}
            shown={member.id === shown}
            onPick={onPick}
          >
            <TileBadge summary={member.id === cover ? { ...member, stackSize: null } : member} />
          </StripPicture>
        ))}
      </ul>
      <StripMenu label="What to do with the stack">
        <Menu.Item
          leftSection={<IconStack2 size={16} aria-hidden />}
          disabled={shown === cover}
          onClick={() =>
            does(
              () => coverIs(shown),
              'The library shows this one now',
              () => coverIs(cover),
            )
          }
        >
          Show this one in the library
        </Menu.Item>
        <Menu.Item leftSection={<IconStackPop size={16} aria-hidden />} onClick={() => does(takeApart, 'Stack taken apart', putTogether)}>
          Take the stack apart
        </Menu.Item>
      </StripMenu>
    </PictureStrip>
  );
}
