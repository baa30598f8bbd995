import type { AssetEditEntry, Edit } from '../../api/types.ts';
import { plural } from '../../components/format.ts';
import { tagTitle } from '../tagging/categories.ts';

const FACTS: Record<string, string> = {
  rating: 'score',
  contentRating: 'content rating',
  takenAt: 'date taken',
  latitude: 'latitude',
  longitude: 'longitude',
};
const factName = (fact: string): string => FACTS[fact] ?? fact;
const list = (names: readonly string[]): string => (names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', '));

/** A deed in one line: `Added: cat, long hair · 1,204 pictures`. */
export function editTitle({ summary, kind }: Pick<Edit, 'summary' | 'kind'>): string {
  const parts = [
    summary.add.length > 0 && `added: ${list(summary.add.map(tagTitle))}`,
    summary.remove.length > 0 && `removed: ${list(summary.remove.map(tagTitle))}`,
    ...summary.replace.map(({ from, to }) => `${tagTitle(from)} → ${tagTitle(to)}`),
    summary.facts.length > 0 && `${list(summary.facts.map(factName))} changed`,
  ].filter((part): part is string => typeof part === 'string');
  const text = parts.join(' · ') || 'nothing';
  return kind === 'revert' ? `Revert · ${text}` : text.charAt(0).toUpperCase() + text.slice(1);
}

/** What stands beside it: in how many pictures, and what became of it. */
export function editState({ assets, undone, task }: Pick<Edit, 'assets' | 'undone' | 'task'>): string {
  const parts = [plural(assets, 'picture')];
  if (task === 'waiting' || task === 'running') parts.push('under way');
  else if (task === 'cancelled') parts.push('stopped before its end');
  else if (task === 'failed') parts.push('ended in an error');
  if (undone > 0) parts.push(undone >= assets ? 'taken back' : `taken back in ${plural(undone, 'picture')}`);
  return parts.join(' · ');
}

/** What one edit did to one picture, line by line. */
export function changeLines({ tags, facts }: Pick<AssetEditEntry, 'tags' | 'facts'>): string[] {
  const names = (wanted: (tag: AssetEditEntry['tags'][number]) => boolean): string[] => tags.filter(wanted).map(({ name }) => tagTitle(name));
  const given = names(({ after }) => after === 'yes');
  const denied = names(({ after }) => after === 'no');
  const left = names(({ before, after }) => after === 'nothing' && before === 'yes');
  const again = names(({ before, after }) => after === 'nothing' && before === 'no');
  return [
    ...(given.length > 0 ? [`+ ${given.join(', ')}`] : []),
    ...(left.length + denied.length > 0 ? [`− ${[...left, ...denied].join(', ')}`] : []),
    ...(again.length > 0 ? [`no longer denied: ${again.join(', ')}`] : []),
    ...facts.map(({ fact, before, after }) => `${factName(fact)}: ${valueText(before)} → ${valueText(after)}`),
  ];
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing said';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' ? 'none' : text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
