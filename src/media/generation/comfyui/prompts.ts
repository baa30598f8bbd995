import { asLink, type GraphNode, type Link, type Walk } from './graph.ts';
import { scalar } from './values.ts';

export type Role = 'positive' | 'negative';

const ROLES: Readonly<Record<Role, RegExp>> = {
  positive: /^(?:pos|positive|text_pos|text_positive)(?:_?(?:prompt|text|cond|conditioning|[gl]|\d))*$/i,
  negative: /^(?:neg|negative|uncond|text_neg|text_negative)(?:_?(?:prompt|text|cond|conditioning|[gl]|\d))*$/i,
};
/** Inputs that hold a text whatever it is for. */
const TEXT =
  /^(?:(?:opt_)?(?:text|string|str|prompt|value|caption|input|line|part|source|anything|any)(?:[_ ]?(?:[a-z]{1,2}|\d{1,3}|in|input|field))?|clip_l|clip_g|t5xxl|bert|mt5xl|llama|qwen25_7b|user_prompt|populated_text|wildcard_text|prefix|suffix|prepend|append|before|after|multi_line_prompt|default_value)$/;
/** Inputs behind which no text for the prompt lies. */
const ASIDE =
  /^(?:(?:.*_)?model\d*|clip\d*|.*vae|.*image.*|pixels|.*latent.*|samples|.*mask.*|control_?net.*|style_model|clip_vision.*|sigmas|noise|sampler)$/i;
const CONDITIONING = /cond/i;
/** Where sampler and prompt are bundled on the way. */
const BUNDLE = /^(?:guider|.*pipe.*|sdxl_tuple|context|ctx|base_ctx|.*embeds|tuple|conds?|settings)$/i;

/** Nodes deep; a chain of a hundred text nodes is beyond any real one. */
const DEEPEST = 100;
const MOST_PARTS = 200;

/** What a sampler was told to make or to avoid, or nothing when no text is found. */
export function promptOf(walk: Walk, sampler: GraphNode, role: Role): string | undefined {
  const parts = new PromptReader(walk, role).at(sampler);
  const text = parts.join('\n').trim();
  return text === '' ? undefined : text;
}

class PromptReader {
  readonly #walk: Walk;
  readonly #role: Role;
  readonly #seen = new Set<string>();
  #parts = 0;

  constructor(walk: Walk, role: Role) {
    this.#walk = walk;
    this.#role = role;
  }

  /** From the sampler: its own input of the role, else that of the guider or pipe it takes, else what it holds itself. */
  at(sampler: GraphNode): string[] {
    const own = this.#ofRole(sampler);
    if (own.length > 0) return own;
    const bundled = (node: GraphNode): Link[] => this.#walk.links(node, (name) => BUNDLE.test(name));
    for (const node of this.#walk.behind(bundled(sampler), bundled)) {
      const found = this.#ofRole(node);
      if (found.length > 0) return found;
      if (this.#role === 'negative') continue;
      const plain = this.#follow(node, (name) => CONDITIONING.test(name));
      const said = plain.length > 0 ? plain : this.#texts(node);
      if (said.length > 0) return said;
    }
    if (this.#role === 'negative') return [];
    const conditioned = this.#follow(sampler, (name) => CONDITIONING.test(name) && !ROLES.negative.test(name));
    return conditioned.length > 0 ? conditioned : this.#texts(sampler);
  }

  /** What stands at the inputs named for the role, when there are such. */
  #ofRole(node: GraphNode): string[] {
    return this.#follow(node, (name) => ROLES[this.#role].test(name));
  }

  #follow(node: GraphNode, fits: (name: string) => boolean, depth = 0): string[] {
    const parts: string[] = [];
    for (const [name, value] of Object.entries(node.inputs)) {
      if (!fits(name)) continue;
      const text = scalar(value);
      if (typeof text === 'string') this.#push(parts, text);
      else parts.push(...this.#behind(asLink(value), depth));
    }
    return unique(parts);
  }

  #behind(link: Link | undefined, depth: number): string[] {
    const node = this.#walk.at(link);
    if (node === undefined || depth > DEEPEST || this.#seen.has(node.id)) return [];
    this.#seen.add(node.id);
    if (/ZeroOut/.test(node.type)) return [];
    const chosen = chosenInput(node);
    if (chosen !== undefined) return this.#behind(asLink(node.inputs[chosen]), depth + 1);
    const named = this.#follow(node, (name) => ROLES[this.#role].test(name), depth + 1);
    if (named.length > 0) return named;
    const texts = this.#texts(node, depth + 1);
    if (texts.length > 0) return texts;
    const conditioned = this.#follow(node, (name) => CONDITIONING.test(name) && !this.#isOther(name), depth + 1);
    if (conditioned.length > 0) return conditioned;
    const links = this.#walk.links(node, (name) => !ASIDE.test(name) && !this.#isOther(name));
    return unique(links.flatMap((next) => this.#behind(next, depth + 1)));
  }

  /** The texts a node holds or takes, put together as it does. */
  #texts(node: GraphNode, depth = 0): string[] {
    const populated = typeof node.inputs['populated_text'] === 'string' && node.inputs['populated_text'] !== '';
    const fits = (name: string): boolean => TEXT.test(name) && !(populated && name !== 'populated_text');
    // a node that only shows a text keeps a copy of what it showed
    const shown = /^(?:show|preview|display)/i.test(node.type)
      ? this.#follow(node, (name) => fits(name) && asLink(node.inputs[name]) !== undefined, depth)
      : [];
    const parts = shown.length > 0 ? shown : this.#follow(node, fits, depth);
    if (parts.length < 2 || 'clip' in node.inputs) return parts;
    const between = node.inputs['delimiter'] ?? node.inputs['separator'] ?? (node.inputs['tidy_tags'] === 'yes' ? ', ' : ' ');
    return [parts.join(typeof between === 'string' ? between.slice(0, 20).replaceAll('\\n', '\n') : ' ')];
  }

  #isOther(name: string): boolean {
    return ROLES[this.#role === 'positive' ? 'negative' : 'positive'].test(name);
  }

  #push(parts: string[], text: string): void {
    if (text.trim() !== '' && this.#parts++ < MOST_PARTS) parts.push(text.trim());
  }
}

/** The input a switch lets through, when it says which. */
function chosenInput(node: GraphNode): string | undefined {
  const { inputs } = node;
  const select = inputs['select'] ?? inputs['index'] ?? inputs['Input'];
  if (typeof select === 'number') return [`input${select}`, `input_${select}`, `value${select}`].find((name) => name in inputs);
  const on = inputs['switch'] ?? inputs['boolean'];
  if (typeof on !== 'boolean') return undefined;
  return (on ? ['on_true', 'true', 'if_true'] : ['on_false', 'false', 'if_false']).find((name) => name in inputs);
}

function unique(parts: readonly string[]): string[] {
  return [...new Set(parts)];
}
