import type { Node } from './ast.ts';
import { joinNodes } from './join-nodes.ts';

/** The tree with `by` in the place of one of its nodes; undefined takes it out. */
export function replaceNode(tree: Node, node: Node, by: Node | undefined): Node | undefined {
  if (tree === node) return by;
  if (tree.kind === 'not') {
    const part = replaceNode(tree.part, node, by);
    return part && turnedAround(part);
  }
  if (tree.kind !== 'and' && tree.kind !== 'or') return tree;
  return joinNodes(
    tree.kind,
    tree.parts.flatMap((part) => replaceNode(part, node, by) ?? []),
  );
}

export function turnedAround(node: Node): Node {
  return node.kind === 'not' ? node.part : { kind: 'not', part: node };
}
