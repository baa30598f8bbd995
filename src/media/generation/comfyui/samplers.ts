import type { GraphNode, Link, Walk } from './graph.ts';
import { snakeCase, valueOf } from './values.ts';

/** Inputs that do not lead to where the pixels come from. */
const ASIDE =
  /^(?:(?:.*_)?model\d*|clip\d*|.*vae|control_?net.*|positive.*|negative.*|.*cond(?:itioning)?\d*|mask.*|.*_mask|clip_vision.*|style_model|sigmas|noise|guider|sampler|bbox.*|sam_.*|segm.*|lora.*|audio|text.*|prompt.*)$/i;

/** Links towards the pixels or latents a node works on. */
export function pixelLinks(walk: Walk, node: GraphNode): Link[] {
  return walk.links(node, (name) => !ASIDE.test(name));
}

const has = (node: GraphNode, ...names: readonly string[]): boolean => names.some((name) => Object.hasOwn(node.inputs, name));

/** A node that makes a picture: known by what it takes, because new ones with other names appear every week. */
export function isSampler(node: GraphNode): boolean {
  const seeded = has(node, 'seed', 'noise_seed', 'noise');
  if (seeded && has(node, 'steps', 'sigmas') && !/(?:Select|Scheduler|Preview|Noise)$/.test(node.type)) return true;
  if (/sampler/i.test(node.type) && has(node, 'latent_image', 'latent', 'samples')) return true;
  // nodes of services: a prompt and a seed, and the rest happens elsewhere
  return seeded && has(node, 'prompt') && !has(node, 'clip');
}

/** They paint parts of a picture anew; the picture is that of the sampler before. */
const isDetailer = (node: GraphNode): boolean => /detailer/i.test(node.type);

export interface Making {
  /** The sampler whose values are the picture's. */
  readonly last: GraphNode;
  /** Samplers from the last to the first pass; the last alone when there is one pass. */
  readonly passes: readonly GraphNode[];
  /** Nodes between the output and the first pass. */
  readonly between: readonly GraphNode[];
}

/** How the pixels of one output came about, or nothing when no sampler is behind it. */
export function makingOf(walk: Walk, output: GraphNode): Making | undefined {
  const near = chain(walk, output, (node) => pixelLinks(walk, node));
  return near ?? chain(walk, output, (node) => walk.links(node));
}

function chain(walk: Walk, output: GraphNode, next: (node: GraphNode) => Link[]): Making | undefined {
  const passes: GraphNode[] = [];
  const detailers: GraphNode[] = [];
  const between: GraphNode[] = [];
  for (const node of [output, ...walk.behind(next(output), next)]) {
    if (!isSampler(node)) between.push(node);
    else (isDetailer(node) ? detailers : passes).push(node);
  }
  const found = passes.length > 0 ? passes : detailers;
  const [last] = found;
  return last === undefined ? undefined : { last, passes: found, between };
}

/** What a sampler was set to, wherever in the nodes around it that stands. */
export interface SamplerSettings {
  readonly seed: string | number | undefined;
  readonly steps: string | number | undefined;
  readonly cfg: string | number | undefined;
  readonly sampler: string | number | undefined;
  readonly scheduler: string | number | undefined;
  readonly denoise: string | number | undefined;
}

export function settingsOf(walk: Walk, sampler: GraphNode): SamplerSettings {
  const around = (...inputs: readonly string[]): GraphNode[] => {
    const start = walk.links(sampler, (name) => inputs.includes(name));
    const nodes: GraphNode[] = [];
    for (const node of walk.behind(start, (from) => walk.links(from, (name) => !AWAY.test(name)))) {
      nodes.push(node);
      if (nodes.length >= 20) break;
    }
    return nodes;
  };
  const first = (nodes: readonly GraphNode[], ...names: readonly string[]): string | number | undefined => {
    for (const node of nodes) {
      const value = valueOf(walk, node, ...names);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const sigmas = around('sigmas');
  const chooser = around('sampler');
  return {
    seed: valueOf(walk, sampler, 'noise_seed', 'seed') ?? first(around('noise'), 'noise_seed', 'seed'),
    steps: valueOf(walk, sampler, 'steps') ?? first(sigmas, 'steps'),
    cfg: valueOf(walk, sampler, 'cfg', 'guidance_scale', 'cfg_scale', 'true_gs') ?? first(around('guider'), 'cfg', 'cfg_conds'),
    sampler: valueOf(walk, sampler, 'sampler_name') ?? first(chooser, 'sampler_name') ?? named(chooser, /^Sampler_?(.+)$/),
    scheduler: valueOf(walk, sampler, 'scheduler') ?? first(sigmas, 'scheduler') ?? named(sigmas, /^(.+?)_?Scheduler$/),
    denoise: valueOf(walk, sampler, 'denoise') ?? first(sigmas, 'denoise'),
  };
}

/** From a scheduler or guider the way to the model is not the way to more settings. */
const AWAY = /^(?:(?:.*_)?model\d*|clip|vae|positive|negative|.*cond(?:itioning)?\d*|.*latent.*|image)$/i;

/** Nodes that are a sampler or schedule of their own carry its name in theirs. */
function named(nodes: readonly GraphNode[], pattern: RegExp): string | undefined {
  for (const { type } of nodes) {
    const name = pattern.exec(type)?.[1];
    if (name !== undefined && name !== 'Custom') return snakeCase(name);
  }
  return undefined;
}
