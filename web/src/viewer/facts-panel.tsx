import { Anchor, Skeleton, Stack } from '@mantine/core';
import { IconAspectRatio, IconCalendar, IconCamera, IconMapPin, IconPalette, IconFingerprint, IconFolder, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { assetQuery } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { CopyText } from '../components/copy-text.tsx';
import { formatBytes, formatDateTime, formatTaken, plural } from '../components/format.ts';
import { cameraLine, coordinates, exposureLine, megapixels } from './fact-lines.ts';
import { LocationList } from './location-list.tsx';
import classes from './viewer.module.css';

/** Everything known of an asset. The last one's facts stay until the next one's are there, so that nothing jumps. */
export function FactsPanel({ id }: { readonly id: number }) {
  const { data: asset } = useQuery({ ...assetQuery(id), placeholderData: keepPreviousData });
  if (!asset) {
    return (
      <Stack gap="md" p={20} aria-busy>
        {[60, 90, 75, 85, 50].map((width) => (
          <Skeleton key={width} height={18} width={`${width}%`} radius="sm" />
        ))}
      </Stack>
    );
  }
  return <Facts asset={asset} />;
}

function Facts({ asset }: { readonly asset: Asset }) {
  const taken = formatTaken(asset.takenAt ?? asset.sortAt);
  const camera = cameraLine(asset.camera);
  const exposure = exposureLine(asset.camera);
  return (
    <div className={classes.facts}>
      <h2 className={classes.name}>{asset.name}</h2>
      <Fact icon={<IconCalendar />} label="Date">
        <strong>{taken.date}</strong>
        <span>{[taken.time, taken.zone, asset.takenAt ? null : 'date of the file'].filter(Boolean).join(' · ')}</span>
      </Fact>
      {(camera || exposure.length > 0) && (
        <Fact icon={<IconCamera />} label="Camera">
          {camera && <strong>{camera}</strong>}
          {asset.camera.lens && <span>{asset.camera.lens}</span>}
          {exposure.length > 0 && (
            <span className={classes.chips}>
              {exposure.map((part) => (
                <span key={part}>{part}</span>
              ))}
            </span>
          )}
          {asset.camera.software && <span>{asset.camera.software}</span>}
        </Fact>
      )}
      <Fact icon={<IconAspectRatio />} label="File">
        <strong>
          {asset.width} × {asset.height} <span className={classes.soft}>{megapixels(asset)}</span>
        </strong>
        <span>
          {[asset.format.toUpperCase(), formatBytes(asset.bytes), asset.frames > 1 && plural(asset.frames, 'frame'), asset.hasAlpha && 'transparent parts']
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Fact>
      {asset.place && (
        <Fact icon={<IconMapPin />} label="Place">
          <Anchor href={`geo:${asset.place.latitude},${asset.place.longitude}`} title="Open in a map application" fw={600} size="sm">
            {coordinates(asset.place)}
          </Anchor>
          {asset.place.altitudeMetres !== null && <span>{Math.round(asset.place.altitudeMetres)} m above sea level</span>}
        </Fact>
      )}
      {asset.colors.length > 0 && (
        <Fact icon={<IconPalette />} label="Colours">
          <span className={classes.swatches} role="list">
            {asset.colors.map((color) => (
              <span
                key={color.hex}
                role="listitem"
                style={{ background: color.hex, flexGrow: color.share }}
                title={`${color.hex}, ${Math.round(color.share * 100)} %`}
              />
            ))}
          </span>
          <span className={classes.mono}>{asset.colors.map((color) => color.hex).join('  ')}</span>
        </Fact>
      )}
      <Fact icon={<IconFolder />} label="Locations">
        <LocationList locations={asset.locations} />
      </Fact>
      <Fact icon={<IconFingerprint />} label="Fingerprints">
        <div className={classes.hashes}>
          <span>SHA-256</span>
          <CopyText value={asset.sha256} label="SHA-256" />
          <span>MD5</span>
          <CopyText value={asset.md5} label="MD5" />
          <span>pHash</span>
          <CopyText value={asset.phash} label="perceptual hash" />
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
    </div>
  );
}

function Fact({ icon, label, children }: { readonly icon: React.ReactNode; readonly label: string; readonly children: React.ReactNode }) {
  return (
    <section className={classes.fact} aria-label={label}>
      <span className={classes.factIcon} aria-hidden>
        {icon}
      </span>
      <div>{children}</div>
    </section>
  );
}
