/** A piece of a prompt between two separators, and how strongly it was asked for: 1 is plain, 0 and less is "not this". */
export interface PromptPhrase {
  readonly text: string;
  readonly weight: number;
}

/** Brackets in brackets that still count; nobody writes more than about ten, and work grows with it. */
const DEEPEST = 50;

interface Run {
  text: string;
  weight: number;
  readonly separator: boolean;
}

interface Group {
  readonly open: string;
  readonly from: number;
  /** Set for NovelAI's `1.5::…::`, which has its weight in front. */
  readonly factor?: number;
}

/**
 * The phrases of a prompt in the dialects of Automatic1111, ComfyUI and NovelAI: `(a:1.2)`, `((a))`, `[a]`, `{a}`,
 * `1.5::a::`, `[from:to:0.5]`, `[a|b]`, `\(`, `<lora:…>`, BREAK and AND. Linear in the length of the prompt; brackets that
 * do not match are left out.
 */
export function promptPhrases(prompt: string): PromptPhrase[] {
  const runs: Run[] = [];
  const groups: Group[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') runs.push({ text, weight: 1, separator: false });
    text = '';
  };
  const separate = (): void => {
    flush();
    runs.push({ text: '', weight: 1, separator: true });
  };
  for (let i = 0; i < prompt.length; i++) {
    const character = prompt[i]!;
    if (character === '\\' && '()[]{}<>\\:'.includes(prompt[i + 1] ?? ' ')) text += prompt[++i]!;
    else if (character === '<') {
      const tag = TAG.exec(prompt.slice(i, i + 300));
      if (tag === null) text += character;
      else {
        separate();
        i += tag[0].length - 1;
      }
    } else if (OPENERS.includes(character)) {
      flush();
      if (groups.length < DEEPEST) groups.push({ open: character, from: runs.length });
    } else if (character in CLOSERS) {
      flush();
      const group = groups.at(-1);
      if (group === undefined || group.open !== CLOSERS[character]) continue;
      groups.pop();
      close(runs, group);
    } else if (character === ':' && prompt[i + 1] === ':') {
      const weight = NUMBER_AT_END.exec(text.slice(-20));
      const group = groups.at(-1);
      if (weight !== null && groups.length < DEEPEST) {
        text = text.slice(0, text.length - weight[0].length);
        separate();
        groups.push({ open: '::', from: runs.length, factor: Number(weight[1]) });
      } else if (group?.open === '::') {
        flush();
        groups.pop();
        scale(runs, group.from, group.factor ?? 1);
        separate();
      } else text += character;
      if (weight !== null || group?.open === '::') i++;
    } else if (isSeparator(character, prompt[i + 1])) separate();
    else text += character;
  }
  flush();
  return phrasesOf(runs);
}

const TAG = /^<[a-z_]{2,20}(?::[^<>]*)?>/i;
const OPENERS = '([{';
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const NUMBER_AT_END = /(-?\d+(?:\.\d+)?)$/;
const WEIGHT = /:\s*(-?\d*\.?\d+)\s*$/;

function isSeparator(character: string, next: string | undefined): boolean {
  return ',;|\n\r，、；。'.includes(character) || (character === '.' && (next === undefined || next === ' ' || next === '\n'));
}

function close(runs: Run[], group: Group): void {
  const last = runs.at(-1);
  const weight = last === undefined || last.separator || runs.length === group.from ? null : WEIGHT.exec(last.text.slice(-24));
  if (last !== undefined && weight !== null) last.text = last.text.slice(0, last.text.length - weight[0].length);
  if (group.open === '(') scale(runs, group.from, weight === null ? 1.1 : Number(weight[1]));
  else if (group.open === '{') scale(runs, group.from, 1.05);
  else if (weight === null && !runs.slice(group.from).some(({ text }) => text.includes(':'))) scale(runs, group.from, 1 / 1.1);
  // [from:to:0.5], [from::0.5], [to:0.5]: each side is a phrase of its own
  else for (const run of runs.slice(group.from)) run.text = run.text.replaceAll(':', ',');
}

function scale(runs: Run[], from: number, factor: number): void {
  for (let i = from; i < runs.length; i++) runs[i]!.weight *= factor;
}

/** A phrase that is weighted in parts has the weight of its strongest. */
function phrasesOf(runs: readonly Run[]): PromptPhrase[] {
  const phrases: PromptPhrase[] = [];
  let text = '';
  let weight = -Infinity;
  const end = (): void => {
    for (const part of text.split(/,|\b(?:BREAK|AND|ADDCOMM|ADDBASE|ADDROW|ADDCOL)\b/)) {
      const plain = part.replace(/\s+/g, ' ').trim();
      if (plain !== '') phrases.push({ text: plain, weight: Math.round(weight * 1000) / 1000 });
    }
    text = '';
    weight = -Infinity;
  };
  for (const run of runs) {
    if (run.separator) end();
    else {
      text += run.text;
      if (run.text.trim() !== '') weight = Math.max(weight, run.weight);
    }
  }
  end();
  return phrases;
}
