import { IconFileCode } from '@tabler/icons-react';
import { CopyText } from '../components/copy-text.tsx';
import { formatAgo } from '../components/format.ts';
import { Fact } from './fact.tsx';
import { useMetadata } from './provenance.ts';

/** The files beside it that say something of it, and when they were last read. */
export function SidecarFact() {
  const sidecars = useMetadata()?.origins.filter(({ origin }) => origin === 'sidecar') ?? [];
  if (sidecars.length === 0) return null;
  return (
    <Fact icon={<IconFileCode />} label={sidecars.length === 1 ? 'Sidecar' : 'Sidecars'}>
      {sidecars.map(({ path, readAt }) => (
        <div key={path}>
          <CopyText value={path ?? 'sidecar'} label="path" keepEnd />
          <span>read {formatAgo(readAt)}</span>
        </div>
      ))}
    </Fact>
  );
}
