import { Anchor, Button, Skeleton, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCopyright, IconFingerprint, IconFolder, IconListSearch, IconPalette, IconPlus, IconTags } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { assetQuery } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { CopyText } from '../components/copy-text.tsx';
import { formatDateTime } from '../components/format.ts';
import { HistoryFact } from '../features/edits/history-fact.tsx';
import { TagEditor } from '../features/tagging/tag-editor.tsx';
import { About } from './about.tsx';
import { CameraFact } from './camera-fact.tsx';
import { DateFact } from './date-fact.tsx';
import { Fact } from './fact.tsx';
import { FactLink } from './fact-link.tsx';
import classes from './facts.module.css';
import { FamilyFact } from './family-fact.tsx';
import { FileFact } from './file-fact.tsx';
import { GenerationBlock } from './generation-block.tsx';
import { LocationList } from './location-list.tsx';
import { NotesFact } from './notes/notes-fact.tsx';
import { PlaceFact } from './place-fact.tsx';
import { metadataQuery, ProvenanceProvider } from './provenance.ts';
import { PoolsFact } from './pools-fact.tsx';
import { RawDialog } from './raw-dialog.tsx';
import { SidecarFact } from './sidecar-fact.tsx';

/** Somebody who pages through pictures does not ask whose word their facts are. */
const REST_MS = 500;

/** Everything known of an asset. The last one's facts stay until the next one's are there, so that nothing jumps. */
export function FactsPanel({ id }: { readonly id: number }) {
  const { data: asset } = useQuery({ ...assetQuery(id), placeholderData: keepPreviousData });
  const [rested] = useDebouncedValue(id, REST_MS);
  const metadata = useQuery({ ...metadataQuery(id), enabled: rested === id });
  if (!asset) {
    return (
      <Stack gap="md" p={20} aria-busy>
        {[60, 90, 75, 85, 50].map((width) => (
          <Skeleton key={width} height={18} width={`${width}%`} radius="sm" />
        ))}
      </Stack>
    );
  }
  return (
    <ProvenanceProvider value={asset.id === id ? metadata.data : undefined}>
      <Facts key={asset.id} asset={asset} />
    </ProvenanceProvider>
  );
}

function Facts({ asset }: { readonly asset: Asset }) {
  const [raw, setRaw] = useState(false);
  return (
    <div className={classes.facts}>
      <About asset={asset} />
      <Fact icon={<IconTags />} label="Tags">
        <TagEditor asset={asset} />
      </Fact>
      <NotesFact asset={asset} />
      <PoolsFact asset={asset} />
      <FamilyFact asset={asset} />
      {asset.generation && <GenerationBlock id={asset.id} made={asset.generation} />}
      <DateFact asset={asset} />
      <CameraFact camera={asset.camera} />
      {asset.place && <PlaceFact place={asset.place} />}
      <FileFact asset={asset} />
      {(asset.creator !== null || asset.copyright !== null) && (
        <Fact icon={<IconCopyright />} label="Credits" of={['creator', 'copyright']}>
          {asset.creator !== null && (
            <strong>
              <FactLink field="creator" value={asset.creator} />
            </strong>
          )}
          {asset.copyright !== null && <span>{asset.copyright}</span>}
        </Fact>
      )}
      {asset.colors.length > 0 && (
        <Fact icon={<IconPalette />} label="Colours">
          <span className={classes.swatches} role="list">
            {asset.colors.map((color) => (
              <span
                key={color.hex}
                role="listitem"
                aria-label={color.hex}
                style={{ background: color.hex, flexGrow: color.share }}
                title={`${color.hex}, ${Math.round(color.share * 100)} %`}
              />
            ))}
          </span>
        </Fact>
      )}
      <Fact icon={<IconFolder />} label="Locations">
        <LocationList locations={asset.locations} />
      </Fact>
      <SidecarFact />
      <Fact icon={<IconFingerprint />} label="Fingerprints">
        <div className={classes.hashes}>
          <span>SHA-256</span>
          <CopyText value={asset.sha256} label="SHA-256" />
          <span>MD5</span>
          <CopyText value={asset.md5} label="MD5" />
          {asset.phash !== '' && (
            <>
              <span>pHash</span>
              <CopyText value={asset.phash} label="perceptual hash" />
            </>
          )}
        </div>
      </Fact>
      <Fact icon={<IconPlus />} label="Added">
        <strong>{formatDateTime(asset.createdAt)}</strong>
        <span>
          <Anchor renderRoot={(props) => <Link {...props} to="/sessions/$id" params={{ id: asset.sessionId }} search={{}} />} size="sm">
            Session that brought it in
          </Anchor>
          {' · '}asset {asset.id}
        </span>
      </Fact>
      <HistoryFact id={asset.id} />
      <Button variant="default" fullWidth mt="md" leftSection={<IconListSearch size={17} aria-hidden />} onClick={() => setRaw(true)}>
        All metadata
      </Button>
      {raw && <RawDialog id={asset.id} name={asset.name} onClose={() => setRaw(false)} />}
    </div>
  );
}
