import { Menu } from '@mantine/core';
import { IconLink, IconUnlink } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { events } from '../../api/event-hub.ts';
import type { Asset, AssetSummary, Family } from '../../api/types.ts';
import { PictureStrip, StripMenu, StripPicture } from '../../components/picture-strip.tsx';
import { familyQuery, generation } from './family-query.ts';
import classes from './relations.module.css';
import { useRelations } from './use-relations.ts';

interface FamilyStripProps {
  readonly asset: Asset;
  /** Something else lies at the bottom already. */
  readonly raised: boolean;
  readonly onPick: (member: AssetSummary) => void;
  readonly onRelate: () => void;
}

/** Parent, siblings, children and variants of the picture on the stage, below it. */
export function FamilyStrip({ asset, raised, onPick, onRelate }: FamilyStripProps) {
  const queries = useQueryClient();
  const family = useQuery(familyQuery(asset.id)).data;
  // Whoever joins or leaves a family is told of together with one that was in it.
  useEffect(() => {
    if (!family) return undefined;
    const members = new Set([family.parent?.id, ...sides(family).flatMap(({ items }) => items.map(({ id }) => id)), asset.id]);
    return events.on('asset', ({ id }) => members.has(id) && void queries.invalidateQueries({ queryKey: ['family', asset.id] }));
  }, [queries, family, asset.id]);
  if (!family) return null;
  const own = generation(family, asset);
  const beside = family.siblings.total > 0;
  const group = (title: string, items: readonly AssetSummary[], total = items.length) => (
    <Group title={title} items={items} more={total - items.length} shown={asset.id} onPick={onPick} />
  );
  return (
    <PictureStrip className={classes.family} raised={raised} label="Family">
      <div className={classes.groups}>
        {family.parent && group('Parent', [family.parent])}
        {group(beside ? 'Siblings' : 'This one', own, beside ? family.siblings.total + 1 : 1)}
        {family.children.total > 0 && group('Children', family.children.items, family.children.total)}
        {family.variants.total > 0 && group('Variants', family.variants.items, family.variants.total)}
      </div>
      <FamilyMenu asset={asset} family={family} onRelate={onRelate} />
    </PictureStrip>
  );
}

interface GroupProps {
  readonly title: string;
  readonly items: readonly AssetSummary[];
  readonly more: number;
  readonly shown: number;
  readonly onPick: (member: AssetSummary) => void;
}

function Group({ title, items, more, shown, onPick }: GroupProps) {
  return (
    <section className={classes.group}>
      <h3>{title}</h3>
      <ul>
        {items.map((member) => (
          <StripPicture key={member.id} asset={member} label={`${title}: ${member.name}`} title={member.name} shown={member.id === shown} onPick={onPick} />
        ))}
        {more > 0 && <li className={classes.more}>and {more.toLocaleString('en')} more</li>}
      </ul>
    </section>
  );
}

function FamilyMenu({ asset, family, onRelate }: { readonly asset: Asset; readonly family: Family; readonly onRelate: () => void }) {
  const { unrelate, say } = useRelations();
  const off = <IconUnlink size={16} aria-hidden />;
  const { parent, siblings, children, variants } = family;
  const ids = (items: readonly AssetSummary[]): number[] => items.map(({ id }) => id);
  return (
    <StripMenu label="What to do with the family">
      <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={onRelate}>
        Relate to another picture…
      </Menu.Item>
      {parent && (
        <Menu.Item leftSection={off} onClick={() => say(unrelate({ kind: 'parent', ids: [parent.id], of: asset.id }, 'It has no parent any more'))}>
          Clear the parent
        </Menu.Item>
      )}
      {!parent && siblings.total > 0 && (
        <Menu.Item
          leftSection={off}
          onClick={() => say(unrelate({ kind: 'sibling', ids: [asset.id], of: siblings.items[0]!.id }, 'It is no sibling of those any more'))}
        >
          Take it from its siblings
        </Menu.Item>
      )}
      {children.total > 0 && (
        <Menu.Item leftSection={off} onClick={() => say(unrelate({ kind: 'child', ids: ids(children.items), of: asset.id }, 'Its children are on their own'))}>
          Let go of its children
        </Menu.Item>
      )}
      {variants.total > 0 && (
        <Menu.Item
          leftSection={off}
          onClick={() => say(unrelate({ kind: 'variant', ids: [asset.id], of: variants.items[0]!.id }, 'It is no variant of those any more'))}
        >
          Take it from its variants
        </Menu.Item>
      )}
    </StripMenu>
  );
}

function sides({ children, siblings, variants }: Family): Array<Family['children']> {
  return [children, siblings, variants];
}
