import { IconDatabaseImport, IconFileCode, IconGitMerge, IconPhoto, IconRobot, IconWorld } from '@tabler/icons-react';
import type { AssetTag } from '../../api/types.ts';

type Origin = AssetTag['origins'][number];

/** Who says so, in words: `by a person here, by the model tagger (93 %)`. */
export function originsInWords(origins: readonly Origin[]): string {
  return origins.map(words).join(', ');
}

function words({ origin, score }: Origin): string {
  const [kind = origin, name = ''] = origin.split(/:(.*)/s);
  switch (kind) {
    case 'human':
      return 'by a person here';
    case 'sidecar':
      return 'from a sidecar file';
    case 'embedded':
      return 'from the file itself';
    case 'import':
      return 'imported';
    case 'implied':
      return 'follows from another tag';
    case 'source':
      return `from ${name}`;
    case 'model':
      return `by the model ${name}${score === null ? '' : ` (${Math.round(score * 100)} %)`}`;
    default:
      return origin;
  }
}

const ICONS = { sidecar: IconFileCode, embedded: IconPhoto, import: IconDatabaseImport, implied: IconGitMerge, source: IconWorld, model: IconRobot };

/** A sign for what no person said; what people say is the usual case and has none. */
export function TagOrigin({ origins, className }: { readonly origins: readonly Origin[]; readonly className?: string | undefined }) {
  if (origins.length === 0 || origins.some(({ origin }) => origin === 'human')) return null;
  const Icon = ICONS[origins[0]!.origin.split(':')[0] as keyof typeof ICONS] ?? IconWorld;
  return <Icon size={13} stroke={1.7} className={className} aria-label={originsInWords(origins)} />;
}
