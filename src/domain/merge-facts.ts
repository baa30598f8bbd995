import type { MetadataFacts, MetadataOrigin } from './metadata.ts';

/** Facts that mean something only together: a zone belongs to its date, a height to its place. The first of each leads. */
const GROUPS = [
  ['takenAt', 'takenAtOffsetMinutes'],
  ['latitude', 'longitude', 'altitudeMetres'],
] as const satisfies ReadonlyArray<ReadonlyArray<keyof MetadataFacts>>;
const GROUPED: ReadonlySet<string> = new Set(GROUPS.flat());

export interface MergedFacts {
  readonly facts: MetadataFacts;
  /** Per fact, who is believed. */
  readonly provenance: Readonly<Partial<Record<keyof MetadataFacts, MetadataOrigin>>>;
}

/** Whose word counts for each fact: the first of `said` that says it, so the most trusted come first. */
export function mergeFacts(said: ReadonlyArray<{ readonly origin: MetadataOrigin; readonly facts: MetadataFacts }>): MergedFacts {
  const facts: Record<string, unknown> = {};
  const provenance: Record<string, MetadataOrigin> = {};
  const take = (name: keyof MetadataFacts, from: (typeof said)[number]): void => {
    if (from.facts[name] === undefined || facts[name] !== undefined) return;
    facts[name] = from.facts[name];
    provenance[name] = from.origin;
  };
  for (const group of GROUPS) {
    const from = said.find((one) => one.facts[group[0]] !== undefined);
    if (from !== undefined) for (const name of group) take(name, from);
  }
  for (const one of said) {
    for (const name of Object.keys(one.facts) as Array<keyof MetadataFacts>) if (!GROUPED.has(name)) take(name, one);
  }
  // Somebody knew better than the clock nobody trusts.
  if (facts['takenAt'] !== undefined) {
    delete facts['doubtfulDate'];
    delete provenance['doubtfulDate'];
  }
  return { facts: facts as MetadataFacts, provenance };
}
