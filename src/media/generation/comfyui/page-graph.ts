import { isRecord } from '../lenient-json.ts';
import { type GraphNode, graphOf } from './graph.ts';

/** Order of the fields on the page of nodes that do not tell it themselves; `*` is a field only the page has. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  KSampler: ['seed', '*', 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
  KSamplerAdvanced: ['add_noise', 'noise_seed', '*', 'steps', 'cfg', 'sampler_name', 'scheduler', 'start_at_step', 'end_at_step', 'return_with_leftover_noise'],
  SamplerCustom: ['add_noise', 'noise_seed', '*', 'cfg'],
  KSamplerSelect: ['sampler_name'],
  BasicScheduler: ['scheduler', 'steps', 'denoise'],
  SDTurboScheduler: ['steps', 'denoise'],
  RandomNoise: ['noise_seed', '*'],
  CFGGuider: ['cfg'],
  FluxGuidance: ['guidance'],
  CLIPTextEncode: ['text'],
  CLIPTextEncodeFlux: ['clip_l', 't5xxl', 'guidance'],
  CLIPTextEncodeSDXL: ['width', 'height', 'crop_w', 'crop_h', 'target_width', 'target_height', 'text_g', 'text_l'],
  EmptyLatentImage: ['width', 'height', 'batch_size'],
  EmptySD3LatentImage: ['width', 'height', 'batch_size'],
  EmptyHunyuanLatentVideo: ['width', 'height', 'length', 'batch_size'],
  CheckpointLoaderSimple: ['ckpt_name'],
  UNETLoader: ['unet_name', 'weight_dtype'],
  UnetLoaderGGUF: ['unet_name'],
  VAELoader: ['vae_name'],
  LoraLoader: ['lora_name', 'strength_model', 'strength_clip'],
  LoraLoaderModelOnly: ['lora_name', 'strength_model'],
  LatentUpscale: ['upscale_method', 'width', 'height', 'crop'],
  LatentUpscaleBy: ['upscale_method', 'scale_by'],
  ImageScaleBy: ['upscale_method', 'scale_by'],
  UpscaleModelLoader: ['model_name'],
  ControlNetLoader: ['control_net_name'],
  PrimitiveNode: ['value', '*'],
  PrimitiveString: ['value'],
  PrimitiveStringMultiline: ['value'],
  StringConcatenate: ['string_a', 'string_b', 'delimiter'],
};

const MUTED = 2;
const BYPASSED = 4;
/** Bypassed nodes in a row that are followed. */
const FARTHEST = 100;
const MOST = 10_000;

interface PageNode {
  readonly type: string;
  readonly mode: number;
  readonly inputs: readonly { readonly name: string; readonly type: unknown; readonly link: unknown; readonly field: boolean }[];
  readonly outputs: readonly unknown[];
  readonly values: unknown;
}

/**
 * The graph of a `workflow` as the page draws it, for files that carry no `prompt`: muted nodes are left out and bypassed
 * ones passed through. Fields without a name are known for the common nodes only.
 */
export function pageGraph(value: unknown): ReadonlyMap<string, GraphNode> | undefined {
  if (!isRecord(value) || !Array.isArray(value['nodes'])) return undefined;
  const nodes = new Map<string, PageNode>();
  for (const node of (value['nodes'] as unknown[]).slice(0, MOST)) {
    const read = pageNode(node);
    if (read !== undefined) nodes.set(String((node as { id: unknown }).id), read);
  }
  const links = linksOf(value['links']);
  const source = (link: unknown): [string, number] | undefined => {
    let origin = links.get(String(link));
    for (let i = 0; origin !== undefined && i < FARTHEST; i++) {
      const node = nodes.get(origin[0]);
      if (node === undefined || node.mode === MUTED) return undefined;
      if (node.mode !== BYPASSED) return origin;
      const type = node.outputs[origin[1]];
      origin = links.get(String(node.inputs.find((input) => input.type === type && input.link !== null)?.link));
    }
    return undefined;
  };
  const plain: Record<string, unknown> = {};
  for (const [id, node] of nodes) {
    if (node.mode === MUTED || node.mode === BYPASSED) continue;
    const linked = node.inputs.flatMap(({ name, link }) => {
      const origin = link === null || link === undefined ? undefined : source(link);
      return origin === undefined ? [] : [[name, origin] as const];
    });
    plain[id] = { class_type: node.type, inputs: { ...fieldsOf(node), ...Object.fromEntries(linked) } };
  }
  return graphOf(plain);
}

function pageNode(value: unknown): PageNode | undefined {
  if (!isRecord(value) || typeof value['type'] !== 'string') return undefined;
  const list = (name: string): Record<string, unknown>[] => (Array.isArray(value[name]) ? (value[name] as unknown[]).slice(0, 200).filter(isRecord) : []);
  return {
    type: value['type'],
    mode: typeof value['mode'] === 'number' ? value['mode'] : 0,
    inputs: list('inputs').map(({ name, type, link, widget }) => ({ name: String(name), type, link: link ?? null, field: widget !== undefined })),
    outputs: list('outputs').map(({ type }) => type),
    values: value['widgets_values'],
  };
}

function fieldsOf({ type, inputs, values }: PageNode): Record<string, unknown> {
  if (isRecord(values)) return values;
  if (!Array.isArray(values)) return {};
  const list = values.slice(0, 200) as unknown[];
  const told = inputs.filter(({ field }) => field).map(({ name }) => name);
  const known = Object.hasOwn(FIELDS, type)
    ? FIELDS[type]!
    : told.length > 0
      ? withControls(told, list)
      : list.length === 1 && typeof list[0] === 'string'
        ? ['text']
        : [];
  return Object.fromEntries(known.flatMap((name, i) => (name === '*' || list[i] === undefined ? [] : [[name, list[i]] as const])));
}

/** Behind a seed the page has a field that says what becomes of it after each run. */
function withControls(names: readonly string[], values: readonly unknown[]): string[] {
  const fields: string[] = [];
  for (const name of names) {
    fields.push(name);
    if (/seed/i.test(name) && /^(?:fixed|randomize|increment|decrement)$/.test(String(values[fields.length]))) fields.push('*');
  }
  return fields;
}

/** `[id, from, slot, to, slot, type]`, or the same with names. */
function linksOf(value: unknown): ReadonlyMap<string, [string, number]> {
  const links = new Map<string, [string, number]>();
  for (const link of Array.isArray(value) ? (value as unknown[]).slice(0, MOST * 5) : []) {
    const [id, from, slot] = Array.isArray(link) ? (link as unknown[]) : isRecord(link) ? [link['id'], link['origin_id'], link['origin_slot']] : [];
    if (typeof slot === 'number') links.set(String(id), [String(from), slot]);
  }
  return links;
}
