import type { DraftLora } from '../draft.ts';
import { isRecord } from '../lenient-json.ts';
import { lorasInPrompt } from '../prompt-loras.ts';
import type { GraphNode, Walk } from './graph.ts';
import { scalar, valueOf } from './values.ts';

const MODEL_NAMES = ['ckpt_name', 'base_ckpt_name', 'unet_name', 'gguf_name', 'checkpoint', 'ckpt', 'model_name', 'diffusion_model', 'model_path', 'model'];
/** Inputs through which a model comes, alone or bundled with other things. */
const MODEL_INPUT = /^(?:.*model.*|unet.*|.*lora.*|.*pipe.*|sdxl_tuple|guider|ctx|base_ctx|context|any.*|input.*|value|source|on_true|on_false|)$/i;
const NOT_MODEL = /control|upscale|clip_vision|style_model|sam_|ipadapter|bbox|segm|patch|yolo|detect/i;

export interface Models {
  readonly model: string | undefined;
  /** Models merged into it or running after it. */
  readonly others: readonly string[];
  /** In the order they were put on it. */
  readonly loras: readonly DraftLora[];
}

/** The checkpoint behind a sampler and the LoRAs put on it. */
export function modelsOf(walk: Walk, sampler: GraphNode): Models {
  const names: string[] = [];
  const loras: DraftLora[][] = [];
  const next = (node: GraphNode) => (names.length > 0 && nameIn(node) !== undefined ? stacks(walk, node) : inputs(walk, node));
  const own = nameIn(sampler);
  if (own !== undefined) names.push(own);
  for (const node of walk.behind(inputs(walk, sampler), next)) {
    const name = nameIn(node);
    if (name !== undefined && !names.includes(name)) names.push(name);
    loras.push(lorasOf(walk, node));
  }
  return { model: names[0], others: names.slice(1, 6), loras: loras.reverse().flat() };
}

const inputs = (walk: Walk, node: GraphNode) => walk.links(node, (name) => MODEL_INPUT.test(name) && !NOT_MODEL.test(name));
const stacks = (walk: Walk, node: GraphNode) => walk.links(node, (name) => /lora/i.test(name));

function nameIn(node: GraphNode): string | undefined {
  if (/lora|controlnet|upscale|clipvision/i.test(node.type) && !/efficient|checkpoint|ckpt/i.test(node.type)) return undefined;
  for (const name of MODEL_NAMES) {
    const value = scalar(node.inputs[name]);
    if (typeof value === 'string' && value.trim() !== '' && value.toLowerCase() !== 'none') return value;
  }
  return undefined;
}

const MOST_LORAS = 100;

/** The LoRAs one node puts on; those switched off or without any weight do nothing and are left out. */
function lorasOf(walk: Walk, node: GraphNode): DraftLora[] {
  const found: DraftLora[] = [];
  const count = valueOf(walk, node, 'lora_count', 'num_loras');
  for (const [key, value] of Object.entries(node.inputs)) {
    if (found.length >= MOST_LORAS) break;
    const number = /^(?:lora_name|lora)(?:_?0*(\d{1,3}))?$/i.exec(key);
    if (number !== null) {
      const index = number[1] ?? '';
      if (index !== '' && typeof count === 'number' && Number(index) > count) continue;
      if (isRecord(value) && 'lora' in value) {
        if (value['on'] !== false) found.push({ name: value['lora'], weight: value['strength'] });
      } else if (!isOff(node, index)) found.push({ name: scalar(value), weight: weightOf(walk, node, index) });
    } else if (key === 'loras' || key === 'lora_list') found.push(...listed(value));
  }
  for (const text of [node.inputs['populated_text'] ?? node.inputs['wildcard_text'], node.inputs['lora_syntax'], node.inputs['loras_string']]) {
    if (typeof text === 'string') found.push(...lorasInPrompt(text));
  }
  return found.filter(({ name, weight }) => typeof name === 'string' && name !== '' && weight !== 0);
}

function weightOf(walk: Walk, node: GraphNode, index: string): unknown {
  const suffixes = index === '' ? [''] : [`_${index}`, `_${index.padStart(2, '0')}`, index];
  const stems = index === '' ? ['strength_model', 'strength', 'lora_model_strength', 'lora_weight', 'model_weight', 'weight'] : NUMBERED;
  return valueOf(walk, node, ...suffixes.flatMap((suffix) => stems.map((stem) => `${stem}${suffix}`))) ?? 1;
}

const NUMBERED = ['model_str', 'model_weight', 'strength_model', 'strength', 'lora_wt', 'lora_weight', 'lora_strength', 'weight', 'lora_model_strength'];

function isOff(node: GraphNode, index: string): boolean {
  return [`switch_${index}`, `enabled_${index}`, `toggle_${index}`, `lora_${index}_enabled`].some((name) => {
    const value = node.inputs[name];
    return value === false || (typeof value === 'string' && /^off$/i.test(value));
  });
}

/** Lists of `{name, strength, active}`, bare or wrapped for the page. */
function listed(value: unknown): DraftLora[] {
  const list = isRecord(value) ? value['__value__'] : value;
  if (!Array.isArray(list)) return [];
  return list
    .slice(0, MOST_LORAS)
    .filter(isRecord)
    .filter((lora) => lora['active'] !== false && lora['on'] !== false)
    .map((lora) => ({ name: lora['name'] ?? lora['lora'], weight: Number(lora['strength'] ?? lora['weight'] ?? 1) }));
}
