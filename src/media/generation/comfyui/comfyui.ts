import type { Draft } from '../draft.ts';
import { type GraphNode, Walk } from './graph.ts';
import { modelsOf } from './models.ts';
import { likeliestMaking } from './outputs.ts';
import { promptOf } from './prompts.ts';
import { type Making, type SamplerSettings, settingsOf } from './samplers.ts';
import { sizeOf } from './size.ts';
import { valueOf } from './values.ts';

/** Reads a ComfyUI graph backwards from what it put out. Nodes it has never heard of are walked through. */
export function readComfyGraph(nodes: ReadonlyMap<string, GraphNode>): Draft {
  // each question has its own steps: one that runs out leaves the others their answers
  const ask = (): Walk => new Walk(nodes);
  const making = likeliestMaking(ask());
  if (making === undefined) return { generator: 'comfyui', extra: { nodes: nodes.size } };
  const { last, passes } = making;
  const base = passes.at(-1)!;
  const models = modelsOf(ask(), last);
  const size = sizeOf(ask(), base);
  // the second half of one run: its noise and seed are those of the first
  const refines = passes.length > 1 && /^(?:disable|false)$/.test(String(last.inputs['add_noise']));
  const found = settingsOf(ask(), last);
  const first = passes.length > 1 ? settingsOf(ask(), base) : undefined;
  const settings = refines && first !== undefined ? { ...found, seed: first.seed ?? found.seed } : found;
  const baseModels = refines ? modelsOf(ask(), base) : undefined;
  return {
    generator: 'comfyui',
    prompt: promptOf(ask(), last, 'positive') ?? promptOf(ask(), base, 'positive'),
    negative: promptOf(ask(), last, 'negative'),
    model: baseModels?.model ?? models.model,
    vae: vaeOf(ask(), making),
    loras: baseModels?.loras ?? models.loras,
    ...settings,
    ...size,
    hires: hiresOf(ask(), making, size, found, refines),
    extra: {
      ...(models.others.length === 0 ? {} : { 'other models': models.others.join(', ') }),
      ...(refines && models.model !== undefined ? { refiner: models.model } : {}),
      ...(first === undefined ? {} : baseExtra(first)),
      guidance: guidanceOf(ask(), last),
      'control net': controlNetsOf(ask(), last),
      sampler: undefined,
    },
  };
}

function baseExtra(first: SamplerSettings): Record<string, unknown> {
  return Object.fromEntries(Object.entries(first).map(([name, value]) => [`first pass ${name}`, value]));
}

/** The VAE that decoded it, when it was loaded by itself. */
function vaeOf(walk: Walk, { between, passes }: Making): unknown {
  for (const node of [...between, ...passes]) {
    const [link] = walk.links(node, (name) => name === 'vae' || name === 'optional_vae');
    const loader = walk.at(link);
    const name = loader === undefined ? undefined : valueOf(walk, loader, 'vae_name');
    if (name !== undefined && !/^baked vae$/i.test(String(name))) return name;
  }
  return undefined;
}

/** A second pass, or a picture that was only made larger afterwards. */
function hiresOf(
  walk: Walk,
  { between, passes }: Making,
  size: { width: number; height: number } | undefined,
  settings: SamplerSettings,
  refines: boolean,
): Draft['hires'] {
  let upscale: unknown;
  let upscaler: unknown;
  for (const node of [...passes.slice(0, -1), passes.at(-1)!, ...between]) {
    if (!/upscale|scale|resize|hires|highres|hirez/i.test(node.type)) continue;
    const loader = walk.at(walk.links(node, (name) => name === 'upscale_model')[0]);
    upscaler ??=
      (loader === undefined ? undefined : valueOf(walk, loader, 'model_name')) ??
      valueOf(walk, node, 'upscale_model', 'upscaler', 'upscale_method', 'rescale_method');
    const factor = valueOf(walk, node, 'upscale_by', 'scale_by', 'scale', 'rescale_factor', 'factor');
    const width = size === undefined || !('samples' in node.inputs || passes.length > 1) ? undefined : valueOf(walk, node, 'width');
    upscale ??= factor ?? (typeof width === 'number' && size !== undefined && width > 0 ? width / size.width : undefined);
  }
  if (passes.length < 2 || refines) return upscale === undefined && upscaler === undefined ? undefined : { upscale, upscaler };
  return { upscale, upscaler, steps: settings.steps, denoise: settings.denoise };
}

/** Distilled guidance, of models that take no CFG. */
function guidanceOf(walk: Walk, sampler: GraphNode): unknown {
  const next = (node: GraphNode) => walk.links(node, (name) => /cond|positive|guider|pipe/i.test(name));
  for (const node of walk.behind(next(sampler), next)) {
    if (typeof node.inputs['guidance'] === 'number') return node.inputs['guidance'];
  }
  return undefined;
}

function controlNetsOf(walk: Walk, sampler: GraphNode): unknown {
  const names = new Set<unknown>();
  const next = (node: GraphNode) => walk.links(node, (name) => /cond|positive|guider|pipe|control_?net/i.test(name));
  for (const node of walk.behind(next(sampler), next)) {
    const name = node.inputs['control_net_name'];
    if (typeof name === 'string' && names.size < 10) names.add(name);
  }
  return names.size === 0 ? undefined : [...names].join(', ');
}
