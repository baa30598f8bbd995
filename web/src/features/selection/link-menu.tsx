import { ActionIcon, Menu } from '@mantine/core';
import { IconBooks, IconDots, IconSitemap, IconVersions } from '@tabler/icons-react';
import { useState } from 'react';
import { plural } from '../../components/format.ts';
import { openAddToPool } from '../pools/open-add-to-pool.ts';
import { useRemembered } from '../relations/remembered.ts';
import { useRelations } from '../relations/use-relations.ts';
import { sayProblem } from '../trash/use-trash.tsx';
import { idsOf } from './ids-of.ts';
import { MOST_IDS, type Selected } from './selection.ts';

/** As many as one request relates. */
const MOST_RELATED = 1000;

/** Puts what is selected into a pool, or relates it. */
export function LinkMenu({ selected, count }: { readonly selected: Selected; readonly count: number }) {
  const [remembered] = useRemembered();
  const { relate, say } = useRelations();
  const [busy, setBusy] = useState(false);
  const withIds = (work: (ids: number[]) => void): void => {
    setBusy(true);
    void idsOf(selected, MOST_IDS)
      .then(work, sayProblem)
      .finally(() => setBusy(false));
  };
  const relates = count <= MOST_RELATED;
  return (
    <Menu position="top-end" zIndex={95}>
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label="More to do with the selection" loading={busy}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconBooks size={17} />} disabled={count > MOST_IDS} onClick={() => withIds(openAddToPool)}>
          Add to a pool…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconVersions size={17} />}
          disabled={!relates || count < 2}
          onClick={() =>
            withIds(([first, ...ids]) => say(relate({ kind: 'variant', ids, of: first! }, `${plural(ids.length + 1, 'picture')} are variants of each other`)))
          }
        >
          Make them variants of each other
        </Menu.Item>
        {remembered !== null && (
          <Menu.Item
            leftSection={<IconSitemap size={17} />}
            disabled={!relates}
            onClick={() => withIds((ids) => say(relate({ kind: 'child', ids: ids.filter((id) => id !== remembered), of: remembered }, 'Children added')))}
          >
            Make them children of picture {remembered}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
