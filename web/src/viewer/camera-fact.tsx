import { IconCamera } from '@tabler/icons-react';
import type { Asset } from '../api/types.ts';
import { Fact } from './fact.tsx';
import { FactLink } from './fact-link.tsx';
import { cameraLine, exposureLine } from './fact-lines.ts';

export function CameraFact({ camera }: { readonly camera: Asset['camera'] }) {
  const body = cameraLine(camera);
  const exposure = exposureLine(camera);
  if (!body && !camera.lens && exposure.length === 0 && !camera.software) return null;
  return (
    <Fact icon={<IconCamera />} label="Camera" of={['cameraModel', 'cameraMake', 'lens', 'aperture', 'software']}>
      {body && (
        <strong>
          <FactLink field="camera" value={camera.model ?? body}>
            {body}
          </FactLink>
        </strong>
      )}
      {camera.lens && (
        <span>
          <FactLink field="lens" value={camera.lens} />
        </span>
      )}
      {exposure.length > 0 && <span data-text>{exposure.join(' · ')}</span>}
      {camera.software && <span>Software {camera.software}</span>}
    </Fact>
  );
}
