import { countAssets } from '../../catalog/verify-queries.ts';
import { countBoth, sampleOfTag, tagsAmong } from '../../catalog/tag-statistics.ts';
import { countTags, listTags, type TagPlace } from '../../catalog/tag-admin-queries.ts';
import { impliedBy } from '../../catalog/tag-implied.ts';
import { tagsByIds, tagsByName, type TagRow } from '../../catalog/tag-queries.ts';
import { dropSuggestionsBefore, putSuggestions, type Suggestion } from '../../catalog/tag-rule-queries.ts';
import { startTask } from '../../catalog/task-queries.ts';
import { crashPoint } from '../../core/crash-point.ts';
import { namedAfter } from '../../domain/tag.ts';
import type { TagTask } from './tag-task.ts';

export interface SuggestOptions {
  /** Assets with both tags, at least. */
  readonly minSupport: number;
  /** Their share of those with the first, 0…1. */
  readonly minConfidence: number;
}

/** Tags of one transaction. */
const BATCH = 200;
/** Assets of a tag in whose tags others are looked for: what 95 % of all have, at least 90 % of these have, in 999 of 1,000 cases. */
const SAMPLE = 300;
/** Up to so many assets both tags are counted together; of more the sample tells, to 3 %. */
const COUNTED = 50_000;
/** A tag that half of the library bears goes with everything: both together have to be twice as frequent as by chance. */
const MIN_LIFT = 2;

/**
 * Looks for rules: names in brackets that are tags themselves, and tags that (nearly) always come with another one. Tag by tag, each from
 * a sample of its assets, so that memory and the length of a query do not grow with the library. Done again, figures are renewed.
 */
export async function suggestRules(task: TagTask<SuggestOptions>): Promise<void> {
  const { catalog } = task.deps;
  const total = await countTags(catalog.read, { empty: false });
  const library = await countAssets(catalog.read);
  let done = 0;
  let found = 0;
  for (let after: TagPlace | undefined; ; ) {
    const tags = await listTags(catalog.read, { empty: false, deprecated: false }, 'count', after, BATCH);
    if (tags.length === 0) break;
    after = tags.at(-1);
    const suggestions = await suggestionsFor(task, tags, library);
    done += tags.length;
    found += suggestions.length;
    await task.batch(async (tx) => {
      await putSuggestions(tx, suggestions, task.deps.clock());
      await startTask(tx, task.id, { done, total });
    });
    crashPoint('tags:suggested');
  }
  await task.batch(async (tx) => {
    await dropSuggestionsBefore(tx, task.startedAt);
    await task.finish(tx, { tags: done, suggestions: found });
  });
}

async function suggestionsFor(task: TagTask<SuggestOptions>, tags: readonly TagRow[], library: number): Promise<Suggestion[]> {
  const { read } = task.deps.catalog;
  const implied = await impliedBy(read, new Set(tags.map(({ id }) => id)));
  const qualifiers = await tagsByName(
    read,
    tags.flatMap(({ name }) => namedAfter(name) ?? []),
  );
  const suggestions: Suggestion[] = [];
  for (const tag of tags) {
    const known = new Set([tag.id, ...(implied.get(tag.id) ?? [])]);
    const qualifier = qualifiers.get(namedAfter(tag.name) ?? '');
    if (qualifier !== undefined && qualifier.deprecated === 0 && !known.has(qualifier.id)) {
      suggestions.push({ ...(await figures(task, tag, qualifier.id)), origin: 'pattern' });
      known.add(qualifier.id);
    }
    if (tag.count >= task.options.minSupport) suggestions.push(...(await fromStatistics(task, tag, known, library)));
  }
  return suggestions;
}

async function fromStatistics(task: TagTask<SuggestOptions>, tag: TagRow, known: ReadonlySet<number>, library: number): Promise<Suggestion[]> {
  const { read } = task.deps.catalog;
  const { minConfidence, minSupport } = task.options;
  // a cancel is seen, and other work of this process gets its turn
  await task.pause();
  const sample = await sampleOfTag(read, tag, SAMPLE);
  const shares = await tagsAmong(read, sample, Math.ceil(sample.length * (minConfidence - 0.05)));
  const candidates = await tagsByIds(
    read,
    shares.map(({ tag_id }) => tag_id).filter((id) => !known.has(id)),
  );
  const suggestions: Suggestion[] = [];
  for (const other of candidates.values()) {
    // From the rarer to the more frequent one: of two that always come together only one implies the other.
    if (other.deprecated === 1 || other.count < tag.count || (other.count === tag.count && other.id > tag.id)) continue;
    const share = (shares.find(({ tag_id }) => tag_id === other.id)?.assets ?? 0) / sample.length;
    const rule = await figures(task, tag, other.id, share);
    const lift = rule.confidence / (other.count / Math.max(1, library));
    if (rule.support >= minSupport && rule.confidence >= minConfidence && lift >= MIN_LIFT) suggestions.push({ ...rule, origin: 'statistics' });
  }
  return suggestions;
}

async function figures(task: TagTask<SuggestOptions>, tag: TagRow, consequent: number, share?: number): Promise<Omit<Suggestion, 'origin'>> {
  const sampled = tag.count > COUNTED && share !== undefined;
  const support = sampled ? Math.round(share * tag.count) : await countBoth(task.deps.catalog.read, tag.id, consequent, COUNTED);
  const confidence = sampled ? share : tag.count === 0 ? 0 : support / Math.min(tag.count, COUNTED);
  return { antecedent: tag.id, consequent, support, confidence: Math.min(1, Math.round(confidence * 1000) / 1000) };
}
