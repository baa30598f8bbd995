import type { AssetMetadata } from '../api/types.ts';

type Origin = AssetMetadata['origins'][number]['origin'];

export interface Witness {
  readonly origin: Origin;
  readonly words: string;
}

export function witnessOf({ origins, provenance }: AssetMetadata, facts: readonly string[]): Witness | null {
  const fact = facts.find((name) => provenance[name] !== undefined);
  const origin = fact === undefined ? undefined : provenance[fact];
  if (fact === undefined || origin === undefined) return null;
  const source = origins.find((one) => one.origin === origin && fact in one.facts);
  return { origin, words: originWords(origin, source?.path ?? null) };
}

export function originWords(origin: Origin, path: string | null): string {
  const name = path?.split(/[\\/]/).at(-1);
  const words: Record<Origin, string> = {
    human: 'said by a person here',
    sidecar: name ? `from the sidecar ${name}` : 'from a sidecar file',
    embedded: 'from the file itself',
    derived: 'guessed from the name of the file',
  };
  return words[origin];
}
