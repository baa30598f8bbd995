import type { Generation } from '../../domain/generation.ts';
import { looksLikeA1111, parseA1111 } from './a1111.ts';
import { readComfyGraph } from './comfyui/comfyui.ts';
import { graphOf } from './comfyui/graph.ts';
import { pageGraph } from './comfyui/page-graph.ts';
import { type Draft, finish } from './draft.ts';
import { parseEasyDiffusion } from './easy-diffusion.ts';
import { parseFooocus } from './fooocus.ts';
import { parseInvokeAi } from './invokeai.ts';
import { isRecord, lenientObject } from './lenient-json.ts';
import { parseNovelAi } from './novelai.ts';
import { parseSwarmUi } from './swarmui.ts';
import { Texts } from './texts.ts';

/** Where programs put all they have to say; `comment` and `description` are those of videos. */
const CARRIERS = [
  'parameters',
  'UserComment',
  'comment',
  'Comment',
  'description',
  'ImageDescription',
  'XMP description',
  'Description',
  'JPEG comment',
  'XPComment',
  'stealth',
];
/** Names under which only generators write: what stands there is kept even when it cannot be read. */
const SURE = ['parameters', 'workflow', 'invokeai_metadata', 'sd-metadata', 'stealth'];

/** How a picture was made, from the tags of a video or any other texts by their names. Never throws. */
export function generationInTags(tags: Readonly<Record<string, string>>): Generation | undefined {
  const texts = new Texts();
  for (const [name, text] of Object.entries(tags)) texts.add(KNOWN.get(name.toLowerCase()) ?? name, text);
  return generationIn(texts);
}

/** Containers write the names of their tags in any letter case. */
const KNOWN = new Map(['prompt', 'workflow', 'parameters', 'comment', 'description', 'invokeai_metadata', 'sd-metadata'].map((name) => [name, name]));

/** How a picture was made, from the texts it carries. Never throws. */
export function generationIn(texts: Texts): Generation | undefined {
  if (texts.size === 0) return undefined;
  const draft = inOwnNames(texts) ?? inCarriers(texts) ?? unreadable(texts);
  return draft === undefined ? undefined : finish(draft, texts);
}

/** Programs that are known by the names of their texts. */
function inOwnNames(texts: Texts): Draft | undefined {
  return (
    inParameters(texts) ??
    comfyIn(texts.get('prompt'), texts.get('workflow')) ??
    parseInvokeAi(texts) ??
    parseNovelAi(texts) ??
    parseEasyDiffusion((name) => texts.get(name))
  );
}

/** The text of Automatic1111 and of those who write beside ComfyUI's graph what a person would: it says what was meant. */
function inParameters(texts: Texts): Draft | undefined {
  const parameters = texts.get('parameters');
  if (parameters === undefined) return undefined;
  const object = lenientObject(parameters);
  if (object !== undefined) return inObject(object);
  // the scheme stands beside it, in a text of its own or in the maker note
  const scheme = texts.first('fooocus_scheme', 'MakerNote');
  if (texts.get('prompt') !== undefined && !looksLikeA1111(parameters)) return undefined;
  const draft = parseA1111(parameters);
  return scheme === 'a1111' || scheme === 'fooocus' ? { ...draft, generator: 'fooocus' } : draft;
}

function inCarriers(texts: Texts): Draft | undefined {
  for (const name of CARRIERS) {
    const text = texts.get(name);
    if (text === undefined) continue;
    const object = lenientObject(text);
    const draft = object === undefined ? (looksLikeA1111(text) ? parseA1111(text) : undefined) : inObject(object);
    if (draft !== undefined) return draft;
  }
  return undefined;
}

/** One JSON object with everything in it. */
function inObject(object: Record<string, unknown>): Draft | undefined {
  const known =
    parseSwarmUi(object) ??
    parseFooocus(object) ??
    comfyIn(object['prompt'], object['workflow']) ??
    comfyIn(object, undefined) ??
    parseEasyDiffusion((name) => object[name]) ??
    drawThings(object);
  if (known !== undefined) return civitai(object) === undefined ? known : { ...known, ...civitai(object) };
  // wrapped once more, as some tools and the hidden text of some pictures do
  const inner = object['parameters'] ?? object['Comment'];
  if (typeof inner !== 'string') return undefined;
  return looksLikeA1111(inner) ? parseA1111(inner) : undefined;
}

function comfyIn(prompt: unknown, workflow: unknown): Draft | undefined {
  const graph = graphOf(objectOf(prompt));
  if (graph !== undefined) return readComfyGraph(graph);
  const page = pageGraph(objectOf(workflow)) ?? pageGraph(objectOf(prompt));
  return page === undefined ? undefined : readComfyGraph(page);
}

function objectOf(value: unknown): unknown {
  return typeof value === 'string' ? lenientObject(value) : value;
}

/** Civitai's own generator runs ComfyUI and adds what was asked for in plain words. */
function civitai(object: Record<string, unknown>): Partial<Draft> | undefined {
  const found = objectOf(object['extraMetadata']);
  if (!isRecord(found) || typeof found['prompt'] !== 'string') return undefined;
  const facts = {
    prompt: found['prompt'],
    negative: found['negativePrompt'],
    steps: found['steps'],
    cfg: found['cfgScale'],
    sampler: found['sampler'],
    seed: found['seed'],
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** Draw Things: short names in the comment of its XMP. */
function drawThings(object: Record<string, unknown>): Draft | undefined {
  if (typeof object['c'] !== 'string' || !('sampler' in object && 'scale' in object)) return undefined;
  const size = /^(\d+)x(\d+)$/.exec(String(object['size'] ?? ''));
  return {
    generator: 'unknown',
    prompt: object['c'],
    negative: object['uc'],
    model: object['model'],
    loras: (Array.isArray(object['lora']) ? (object['lora'] as unknown[]) : [])
      .filter(isRecord)
      .map((lora) => ({ name: lora['model'], weight: lora['weight'] })),
    sampler: object['sampler'],
    steps: object['steps'],
    cfg: object['scale'],
    seed: object['seed'],
    width: size?.[1],
    height: size?.[2],
    denoise: object['strength'],
    extra: { software: 'Draw Things' },
  };
}

/** Something a generator wrote that nobody here can read; kept for the day when somebody can. */
function unreadable(texts: Texts): Draft | undefined {
  const prompt = texts.get('prompt');
  if (SURE.some((name) => texts.get(name) !== undefined) || (prompt !== undefined && /^\s*\{/.test(prompt))) return { generator: 'unknown' };
  return undefined;
}
