import { a1111Fields } from './a1111-fields.ts';
import type { Draft, DraftLora } from './draft.ts';
import { isRecord, lenientJson } from './lenient-json.ts';

/** A settings line is not longer; what a hostile file puts there is not taken apart. */
const LINE_LIMIT = 100_000;

/** Whether a text of unknown origin (a comment, a description) is one of Automatic1111's. */
export function looksLikeA1111(text: string): boolean {
  return /(?:^|\n|\s)Steps: ?\d+, [A-Z]/.test(text) || (/(?:^|\n)Negative prompt:/.test(text) && /(?:^|\n)[^\n]{0,200}Seed: ?\d/.test(text));
}

/** Automatic1111, Forge, SD.Next, Civitai, Fooocus in its a1111 scheme and all who write like them. Every part may be missing. */
export function parseA1111(text: string): Draft {
  const { prompt, negative, settings, rest } = split(text);
  const fields = a1111Fields(settings.slice(0, LINE_LIMIT));
  const take = taker(fields);
  const size = /^\s*(\d{1,6})\s*[x×]\s*(\d{1,6})/.exec(take('Size') ?? '');
  const upscale = take('Hires upscale');
  const upscaler = take('Hires upscaler');
  const hiresSteps = take('Hires steps');
  const strength = take('Denoising strength', 'Denoising Strength');
  const civitai = civitaiResources(take('Civitai resources'));
  const hashes = jsonHashes(fields.get('Hashes'));
  const named = [...listedLoras(fields), ...hashes.loras];
  const hires = upscale !== undefined || upscaler !== undefined || hiresSteps !== undefined;
  const version = fields.get('Version') ?? '';
  return {
    generator: /fooocus/i.test(version) ? 'fooocus' : 'a1111',
    prompt,
    negative,
    model: take('Model') ?? civitai.model,
    modelHash: take('Model hash', 'Base model hash') ?? hashes.model,
    vae: take('VAE'),
    loras: named.length > 0 || /<(?:lora|lyco):/i.test(prompt) ? named : civitai.loras,
    lorasInPrompt: true,
    sampler: take('Sampler'),
    scheduler: take('Schedule type', 'Scheduler', 'Schedule'),
    steps: take('Steps'),
    cfg: take('CFG scale', 'CFG Scale', 'Guidance Scale', 'CFG'),
    seed: take('Seed'),
    width: size?.[1],
    height: size?.[2],
    // with hires the strength is that of the second pass: the first starts from noise
    denoise: hires ? undefined : strength,
    hires: hires ? { upscale, upscaler, steps: hiresSteps, denoise: strength } : undefined,
    extra: { ...Object.fromEntries(fields), ...civitai.extra, ...rest },
  };
}

/** Gives the first of these fields and takes them out of what is left over. */
function taker(fields: Map<string, string>): (...names: readonly string[]) => string | undefined {
  return (...names) => {
    for (const name of names) {
      const value = fields.get(name);
      if (value === undefined) continue;
      fields.delete(name);
      return value;
    }
    return undefined;
  };
}

const NEGATIVE = /(?:^|\n)\s*Negative prompt:[ \t]?/;

function split(text: string): { prompt: string; negative?: string; settings: string; rest: Record<string, string> } {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  let at = lines.findLastIndex((line) => /^\s*Steps: ?\d/.test(line));
  // all in one line, as some sites copy it
  const joined = at < 0 ? /\s(Steps: ?\d+, [A-Z][\s\S]*)$/.exec(text) : null;
  if (at < 0 && joined === null && isSettings(lines.at(-1) ?? '')) at = lines.length - 1;
  const before = joined !== null ? text.slice(0, joined.index) : at < 0 ? text : lines.slice(0, at).join('\n');
  const settings = joined?.[1] ?? (at < 0 ? '' : lines[at]!);
  const after = at < 0 ? [] : lines.slice(at + 1).filter((line) => line.trim() !== '');
  const rest = Object.fromEntries(after.slice(0, 20).map((line, i) => afterLine(line, i)));
  const inline = /\sNegative prompt:/.exec(before);
  const mark = NEGATIVE.exec(before) ?? (settings === '' ? null : inline);
  if (mark === null) return { prompt: before, settings, rest };
  return { prompt: before.slice(0, mark.index), negative: before.slice(mark.index).replace(/^\s*Negative prompt:/, ''), settings, rest };
}

/** Three fields make a settings line, as in the program itself. */
function isSettings(line: string): boolean {
  return (line.slice(0, 5000).match(/[A-Z][\w /-]{0,40}: ?[^,]+(?:,|$)/g)?.length ?? 0) >= 3 && /(?:Seed|Sampler|Size|Model)[\w ]{0,10}:/.test(line);
}

/** Extensions write lines below the settings: `Template: …`. */
function afterLine(line: string, index: number): [string, string] {
  const named = /^\s*([A-Z][\w -]{0,40}):\s*(.*)$/.exec(line);
  return named === null ? [`line ${index + 1}`, line] : [named[1]!, named[2]!];
}

/** `Lora hashes: "name: hash, name: hash"`, `Lora weights: "name: 0.1"` and numbered `Lora 1: name : 0.1`. */
function listedLoras(fields: ReadonlyMap<string, string>): DraftLora[] {
  const loras: DraftLora[] = pairs(fields.get('Lora weights')).map(([name, weight]) => ({ name, weight }));
  for (const [key, value] of fields) {
    const numbered = /^LoRA? \d+$/i.test(key) ? /^(.*?)\s*:\s*(-?[\d.]+)$/.exec(value.slice(0, 400)) : null;
    if (numbered !== null) loras.push({ name: numbered[1], weight: numbered[2] });
  }
  for (const [name, hash] of pairs(fields.get('Lora hashes'))) loras.push({ name, hash });
  return loras;
}

function pairs(list: string | undefined): [string, string][] {
  return (list ?? '')
    .split(',')
    .map((pair) => pair.split(':').map((part) => part.trim()))
    .flatMap(([name, value]) => (name && value ? [[name, value] as [string, string]] : []));
}

/** `Hashes: {"model": "…", "lora:name": "…"}`, written by Civitai's extension. */
function jsonHashes(text: string | undefined): { model?: string; loras: DraftLora[] } {
  const hashes = text === undefined ? undefined : lenientJson(text);
  if (!isRecord(hashes)) return { loras: [] };
  const loras = Object.entries(hashes).flatMap(([name, hash]) => (/^lora:/i.test(name) ? [{ name: name.slice(5), hash }] : []));
  return { loras, ...(typeof hashes['model'] === 'string' ? { model: hashes['model'] } : {}) };
}

/** `Civitai resources: [{"type":"checkpoint","modelName":"…"}, {"type":"lora","weight":0.8,"modelName":"…"}]`. */
function civitaiResources(text: string | undefined): { model?: string; loras: DraftLora[]; extra: Record<string, unknown> } {
  const list = text === undefined ? undefined : lenientJson(text);
  if (!Array.isArray(list)) return { loras: [], extra: {} };
  const resources = list.slice(0, 100).filter(isRecord);
  const model = nameOf(resources.find(({ type }) => type === 'checkpoint'));
  const loras = resources.filter(({ type }) => LORA_TYPES.test(String(type))).map((resource) => ({ name: nameOf(resource), weight: resource['weight'] }));
  return { loras, extra: { 'Civitai resources': text }, ...(model === undefined ? {} : { model }) };
}

const LORA_TYPES = /^(?:lora|lycoris|locon|dora)$/i;

function nameOf(resource: Record<string, unknown> | undefined): string | undefined {
  const { modelName, modelVersionId } = resource ?? {};
  if (typeof modelName === 'string') return modelName;
  return typeof modelVersionId === 'number' || typeof modelVersionId === 'string' ? `civitai:${modelVersionId}` : undefined;
}
