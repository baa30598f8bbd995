import type { Draft } from './draft.ts';
import { isRecord, lenientObject } from './lenient-json.ts';
import type { Texts } from './texts.ts';

/** NovelAI: what it is stands in `Software`, `Source` and `Description`, the settings as JSON in `Comment`. */
export function parseNovelAi(texts: Texts): Draft | undefined {
  const wrapped = lenientObject(texts.first('stealth', 'UserComment', 'comment', 'ImageDescription'));
  const field = (name: string): unknown => texts.get(name) ?? wrapped?.[name];
  const comment = field('Comment');
  const settings = isRecord(comment) ? comment : lenientObject(typeof comment === 'string' ? comment : undefined);
  const software = String(field('Software') ?? '');
  const own = settings ?? (wrapped !== undefined && 'uc' in wrapped && 'sampler' in wrapped ? wrapped : undefined);
  const ours = /novelai/i.test(software) || (own !== undefined && ('v4_prompt' in own || ('uc' in own && typeof own['prompt'] === 'string')) && 'steps' in own);
  if (!ours || (own === undefined && field('Description') === undefined)) return undefined;
  const source = String(field('Source') ?? '');
  const hashed = /^(.*\S)\s+([0-9A-F]{8})$/.exec(source.slice(0, 300));
  const { prompt, uc, sampler, noise_schedule, steps, scale, seed, width, height, strength, v4_prompt, v4_negative_prompt, ...rest } = own ?? {};
  return {
    generator: 'novelai',
    prompt: caption(v4_prompt) ?? prompt ?? field('Description'),
    negative: caption(v4_negative_prompt) ?? uc,
    model: hashed?.[1] ?? source,
    modelHash: hashed?.[2],
    sampler,
    scheduler: noise_schedule,
    steps,
    cfg: scale,
    seed,
    width,
    height,
    denoise: strength,
    extra: Object.fromEntries(Object.entries(rest).filter(([name, value]) => value !== null && !UNINTERESTING.test(name))),
  };
}

/** Signatures, and pictures that were put in. */
const UNINTERESTING = /^signed_hash$|_multiple$|^image|^mask/;

/** Version 4 has a caption for the whole and one for each person in it. */
function caption(value: unknown): string | undefined {
  const parts = isRecord(value) ? value['caption'] : undefined;
  if (!isRecord(parts)) return undefined;
  const people = Array.isArray(parts['char_captions']) ? (parts['char_captions'] as unknown[]).slice(0, 20).filter(isRecord) : [];
  const said = [parts['base_caption'], ...people.map((person) => person['char_caption'])].filter((text) => typeof text === 'string' && text.trim() !== '');
  return said.length === 0 ? undefined : said.join('\n');
}
