import { isRecord } from '../lenient-json.ts';

/** A node as ComfyUI runs it; each input is a value or a link to an output of another node. */
export interface GraphNode {
  readonly id: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Link {
  readonly id: string;
  readonly slot: number;
}

/** Nodes looked at; the largest real graphs have about a thousand. */
const MOST_NODES = 10_000;

/** The nodes of a ComfyUI prompt, or nothing when the value is none. */
export function graphOf(value: unknown): ReadonlyMap<string, GraphNode> | undefined {
  if (!isRecord(value)) return undefined;
  const nodes = new Map<string, GraphNode>();
  for (const [id, node] of Object.entries(value)) {
    if (!isRecord(node) || typeof node['class_type'] !== 'string') continue;
    nodes.set(id, { id, type: node['class_type'].slice(0, 200), inputs: isRecord(node['inputs']) ? node['inputs'] : {} });
    if (nodes.size >= MOST_NODES) break;
  }
  return nodes.size === 0 ? undefined : nodes;
}

/** `["12", 0]`: output 0 of node 12. */
export function asLink(value: unknown): Link | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [id, slot] = value as unknown[];
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof slot !== 'number') return undefined;
  return { id: String(id), slot };
}

/** A graph that is read backwards. Each visit costs a step, and when the steps are used up it ends everywhere: cycles are no danger. */
export class Walk {
  readonly #nodes: ReadonlyMap<string, GraphNode>;
  #steps = 20_000;

  constructor(nodes: ReadonlyMap<string, GraphNode>) {
    this.#nodes = nodes;
  }

  nodes(): Iterable<GraphNode> {
    return this.#nodes.values();
  }

  at(link: Link | undefined): GraphNode | undefined {
    if (link === undefined || this.#steps-- <= 0) return undefined;
    return this.#nodes.get(link.id);
  }

  /** The links among the inputs whose name fits, in their order. */
  links(node: GraphNode, fits: (name: string) => boolean = () => true): Link[] {
    const links: Link[] = [];
    for (const [name, value] of Object.entries(node.inputs)) {
      const link = fits(name) ? asLink(value) : undefined;
      if (link !== undefined) links.push(link);
    }
    return links;
  }

  /** Every node behind these links, the nearest first, each once. `next` says where it goes on from a node. */
  *behind(from: readonly Link[], next: (node: GraphNode) => readonly Link[]): Generator<GraphNode> {
    const seen = new Set<string>();
    let edge = from;
    while (edge.length > 0) {
      const following: Link[] = [];
      for (const link of edge) {
        if (seen.has(link.id)) continue;
        seen.add(link.id);
        const node = this.at(link);
        if (node === undefined) continue;
        yield node;
        following.push(...next(node));
      }
      edge = following;
    }
  }
}
