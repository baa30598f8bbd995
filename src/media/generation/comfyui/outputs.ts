import { asLink, type GraphNode, type Walk } from './graph.ts';
import { type Making, makingOf } from './samplers.ts';

/** Graphs with more ends than this are garbage or huge; the best of the first is good enough. */
const MOST_OUTPUTS = 50;

/**
 * How the picture was made, from the output that most likely wrote it: one that saves before one that shows before any
 * other end, then the one with the most passes, then the latest.
 */
export function likeliestMaking(walk: Walk, find: (walk: Walk, output: GraphNode) => Making | undefined = makingOf): Making | undefined {
  const linked = new Set<string>();
  for (const node of walk.nodes()) {
    for (const value of Object.values(node.inputs)) {
      const link = asLink(value);
      if (link !== undefined) linked.add(link.id);
    }
  }
  const ends = [...walk.nodes()].filter((node) => rank(node) > 0 || !linked.has(node.id));
  const ranked = ends.sort((a, b) => rank(b) - rank(a)).slice(0, MOST_OUTPUTS);
  let best: { making: Making; rank: number; id: number } | undefined;
  for (const output of ranked) {
    if (best !== undefined && rank(output) < best.rank) break;
    const making = find(walk, output);
    if (making === undefined) continue;
    const candidate = { making, rank: rank(output), id: Number.parseInt(output.id, 10) || 0 };
    if (best === undefined || candidate.making.passes.length > best.making.passes.length || (samePasses(candidate, best) && candidate.id > best.id))
      best = candidate;
  }
  return best?.making;
}

function samePasses(a: { making: Making }, b: { making: Making }): boolean {
  return a.making.passes.length === b.making.passes.length;
}

function rank({ type }: GraphNode): number {
  if (/save|video_?combine|export/i.test(type)) return 2;
  return /preview(?:image|bridge)?/i.test(type) ? 1 : 0;
}
