import type { Node } from './ast.ts';

/** Parts as one node: those of the same kind inside become parts themselves, a single one stands for itself. */
export function joinNodes(kind: 'and' | 'or', parts: readonly Node[]): Node | undefined {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length <= 1 ? flat[0] : { kind, parts: flat };
}
