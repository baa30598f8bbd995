import type { GraphNode, Link, Walk } from './graph.ts';
import { valueOf } from './values.ts';

const LATENT = /latent|samples|pixels|image|video|embeds|input|value|^any|pipe|context|ctx|^$/i;

/** The pixels the first pass was asked for, or nothing when it worked on a picture as it was. */
export function sizeOf(walk: Walk, sampler: GraphNode): { width: number; height: number } | undefined {
  const next = (node: GraphNode): Link[] => walk.links(node, (name) => LATENT.test(name) && !/text_embeds/.test(name));
  for (const node of [sampler, ...walk.behind(next(sampler), next)]) {
    // a latent that is made larger has a size too, but is not the first
    if ('samples' in node.inputs && !('width' in node.inputs && node === sampler)) continue;
    const width = valueOf(walk, node, 'width', 'empty_latent_width', 'image_width');
    const height = valueOf(walk, node, 'height', 'empty_latent_height', 'image_height');
    if (typeof width === 'number' && typeof height === 'number') return { width, height };
    const named = /(\d{2,5})\s*[x×]\s*(\d{2,5})/.exec(String(valueOf(walk, node, 'dimensions', 'resolution', 'size') ?? ''));
    if (named !== null) return { width: Number(named[1]), height: Number(named[2]) };
  }
  return undefined;
}
