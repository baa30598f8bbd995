import { Anchor, Button } from '@mantine/core';
import { IconLink, IconSitemap } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Asset } from '../api/types.ts';
import { RelateDialog } from '../features/relations/relate-dialog.tsx';
import { Fact } from './fact.tsx';

/** How a picture is related, as searches for those it is related to. */
export function FamilyFact({ asset }: { readonly asset: Asset }) {
  const [relating, setRelating] = useState(false);
  const { parent, children, siblings, variants } = asset.family;
  const words = [
    siblings > 0 ? `${siblings.toLocaleString('en')} ${siblings === 1 ? 'sibling' : 'siblings'}` : '',
    variants > 0 ? `${variants.toLocaleString('en')} ${variants === 1 ? 'variant' : 'variants'}` : '',
  ].filter(Boolean);
  return (
    <Fact icon={<IconSitemap />} label="Family">
      {parent !== null && (
        <Anchor renderRoot={(props) => <Link {...props} to="/" search={{ q: `parent:${parent}` }} />} size="sm">
          Child of {parent}
        </Anchor>
      )}
      {children > 0 && (
        <Anchor renderRoot={(props) => <Link {...props} to="/" search={{ q: `parent:${asset.id}` }} />} size="sm">
          {children.toLocaleString('en')} {children === 1 ? 'child' : 'children'}
        </Anchor>
      )}
      {words.length > 0 && <span>{words.join(', ')}</span>}
      <div>
        <Button variant="default" size="compact-sm" leftSection={<IconLink size={15} />} onClick={() => setRelating(true)}>
          Relate to another
        </Button>
      </div>
      {relating && <RelateDialog id={asset.id} onClose={() => setRelating(false)} />}
    </Fact>
  );
}
