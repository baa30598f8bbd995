import { countWithWords } from '../catalog/asset-text.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Condition } from '../catalog/search-condition.ts';
import type { Search } from '../catalog/search-queries.ts';
import type { Finder } from './finder.ts';
import type { ExplainStep } from './index/explain.ts';
import type { Meanings } from './resolve.ts';

/** A step of what the catalog is asked, deeper ones after the one they belong to. */
export interface PlanLine {
  readonly depth: number;
  readonly does: string;
  /** Assets it holds for, as far as that is known without searching. */
  readonly estimate: number | null;
}

/** Words that stand in more texts are not counted to the end. */
const COUNT_UP_TO = 10_000;
const MAX_LINES = 200;

/** How a search is answered: by the index, with what it looks at first, or by the catalog. */
export async function planOf(catalog: Catalog, finder: Finder, search: Search, meanings: Meanings) {
  const { by, reason, total, plan } = await finder.explain(search);
  const names = new Map([...meanings.tags.values()].flat().map((tag) => [tag.id, tag.name]));
  const steps = by === 'index' ? indexLines(plan, names) : await planLines(catalog, search.where, meanings);
  return { by, reason, total, steps };
}

function indexLines(step: ExplainStep | undefined, names: ReadonlyMap<number, string>, depth = 0): PlanLine[] {
  if (step === undefined) return [];
  const does = step.kind === 'tagged' ? step.what.replace(/\d+/g, (id) => names.get(Number(id)) ?? id) : step.what;
  return [{ depth, does, estimate: step.about }, ...step.parts.flatMap((part) => indexLines(part, names, depth + 1))].slice(0, MAX_LINES);
}

async function planLines(catalog: Catalog, where: Condition | undefined, meanings: Meanings): Promise<PlanLine[]> {
  const known = new Map([...meanings.tags.values()].flat().map((tag) => [tag.id, tag]));
  const lines: PlanLine[] = [];
  const add = async (condition: Condition, depth: number): Promise<void> => {
    if (lines.length >= MAX_LINES) return;
    switch (condition.kind) {
      case 'all':
      case 'some':
        lines.push({ depth, does: condition.kind === 'all' ? 'all of' : 'any of', estimate: null });
        for (const part of condition.parts) await add(part, depth + 1);
        return;
      case 'not':
        lines.push({ depth, does: 'not', estimate: null });
        return add(condition.part, depth + 1);
      case 'tagged': {
        const tags = condition.tags.map((id) => known.get(id));
        const estimate = tags.length <= 1 ? (tags[0]?.count ?? 0) : null;
        lines.push({ depth, does: tags.length === 0 ? 'nothing' : `tag ${tags.map((tag) => tag?.name ?? '?').join(' or ')}`, estimate });
        return;
      }
      case 'words': {
        const words = condition.sought
          .map((phrases) => phrases.map(({ tokens, prefix }) => `“${tokens.join(' ')}${prefix ? '…' : ''}”`).join(' or '))
          .join(' and ');
        const count = await countWithWords(catalog.read, condition.sought, COUNT_UP_TO);
        lines.push({ depth, does: `text ${words}`, estimate: count < COUNT_UP_TO ? count : null });
        return;
      }
      default: {
        const { kind, ...facts } = condition;
        lines.push({ depth, does: `${kind} ${JSON.stringify(facts)}`, estimate: null });
      }
    }
  };
  if (where) await add(where, 0);
  return lines;
}
