import type { Node } from './ast.ts';

export type Leaf = Exclude<Node, { kind: 'and' | 'or' | 'not' }>;

/** The terms of a query, in the order they were written. */
export function leavesOf(node: Node | undefined): Leaf[] {
  if (node === undefined) return [];
  if (node.kind === 'not') return leavesOf(node.part);
  return node.kind === 'and' || node.kind === 'or' ? node.parts.flatMap(leavesOf) : [node];
}
