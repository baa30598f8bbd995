import { isRecord } from '../lenient-json.ts';
import { asLink, type GraphNode, type Walk } from './graph.ts';

/** How far a value is followed through nodes that only pass it on. */
const FARTHEST = 30;
const HOLDERS = ['value', 'Value', 'int', 'float', 'number', 'seed', 'noise_seed', 'string', 'text', 'STRING', 'INT', 'FLOAT'];

/** A number or text of a node by the first of these names that is there; a link is followed to the node that holds it. */
export function valueOf(walk: Walk, node: GraphNode, ...names: readonly string[]): string | number | undefined {
  for (const name of names) {
    const value = node.inputs[name];
    if (value === undefined) continue;
    const found = scalar(value) ?? linked(walk, value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Some nodes wrap what was chosen: `{content: 'x.safetensors', image: …}`. */
export function scalar(value: unknown): string | number | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return isRecord(value) && typeof value['content'] === 'string' ? value['content'] : undefined;
}

function linked(walk: Walk, value: unknown, name: string): string | number | undefined {
  let link = asLink(value);
  for (let i = 0; i < FARTHEST; i++) {
    const node = walk.at(link);
    if (node === undefined) return undefined;
    for (const holder of [name, ...HOLDERS]) {
      const held = scalar(node.inputs[holder]);
      if (held !== undefined) return held;
    }
    // what has one input passes it on; what has more computes, and is not guessed at
    const onward = [name, ...HOLDERS].flatMap((holder) => asLink(node.inputs[holder]) ?? []);
    const links = onward.length > 0 ? onward : walk.links(node);
    if (links.length === 0 || (onward.length === 0 && links.length > 1)) return undefined;
    link = links[0];
  }
  return undefined;
}

/** `SDTurboScheduler` → `sd_turbo`, `SamplerEulerAncestral` → `euler_ancestral`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
