import { Anchor } from '@mantine/core';
import { IconExternalLink, IconMapPin } from '@tabler/icons-react';
import type { Asset } from '../api/types.ts';
import { CopyText } from '../components/copy-text.tsx';
import { Fact } from './fact.tsx';
import { coordinates, mapAddress } from './fact-lines.ts';

/** Where. No map is drawn here: its tiles would tell somebody else where one's pictures were taken. */
export function PlaceFact({ place }: { readonly place: NonNullable<Asset['place']> }) {
  return (
    <Fact icon={<IconMapPin />} label="Place" of={['latitude']}>
      <CopyText value={`${place.latitude}, ${place.longitude}`} label="coordinates">
        {coordinates(place)}
      </CopyText>
      {place.altitudeMetres !== null && <span>{Math.round(place.altitudeMetres)} m above sea level</span>}
      <Anchor href={mapAddress(place)} target="_blank" rel="noreferrer noopener" size="sm">
        Open in OpenStreetMap <IconExternalLink size={14} stroke={1.7} aria-label="(another site)" style={{ verticalAlign: '-2px' }} />
      </Anchor>
    </Fact>
  );
}
