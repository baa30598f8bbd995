import type { Node, Query, Range, Value } from './ast.ts';
import { type FieldName, fieldFacts } from './fields.ts';
import type { Leaf } from './leaves.ts';

/** How somebody wrote a term; undefined: as it is written here. */
export type Spelling = (leaf: Leaf) => string | undefined;

/** A query as text that reads back as the same query: the form kept in addresses and saved searches. */
export function printQuery({ where, order }: Query, spelling: Spelling = () => undefined): string {
  const parts: string[] = [];
  if (where) parts.push(where.kind === 'or' && order ? group(where, spelling) : printNode(where, spelling));
  if (order) parts.push(`order:${order.by}${order.seed === undefined ? '' : `:${order.seed}`}`);
  return parts.join(' ');
}

export function printNode(node: Node, spelling: Spelling): string {
  switch (node.kind) {
    case 'and':
      return node.parts.map((part) => (part.kind === 'or' ? group(part, spelling) : printNode(part, spelling))).join(' ');
    case 'or':
      return node.parts.map((part) => printNode(part, spelling)).join(' or ');
    case 'not':
      return node.part.kind === 'and' || node.part.kind === 'or' ? `-${group(node.part, spelling)}` : `-${printNode(node.part, spelling)}`;
    default:
      return spelling(node) ?? printLeaf(node);
  }
}

function printLeaf(leaf: Leaf): string {
  if (leaf.kind === 'word') return leaf.text;
  return leaf.kind === 'phrase' ? quote(leaf.text) : `${leaf.name}:${printValue(leaf.name, leaf.value)}`;
}

/** A word with a parenthesis left open would swallow the one that closes the group. */
function group(node: Node, spelling: Spelling): string {
  const inside = printNode(node, spelling);
  const last = inside.slice(inside.lastIndexOf(' ') + 1);
  const open = last.split('(').length > last.split(')').length;
  return `(${inside}${open ? ' ' : ''})`;
}

function printValue(name: FieldName, value: Value): string {
  if (value.kind === 'none' || value.kind === 'any') return value.kind;
  if (value.kind === 'ranges') return value.ranges.map((range) => printRange(name, range)).join(',');
  const [only] = value.texts;
  const plain = value.texts.length > 1 || (/^[^\s",()]+$/.test(only!) && !/^(?:none|any)$/.test(only!));
  return plain ? value.texts.join(',') : quote(only!);
}

function printRange(name: FieldName, { min, max, minOpen, maxOpen }: Range): string {
  const { type } = fieldFacts(name);
  const number = (value: number): string =>
    type === 'date' ? new Date(value).toISOString() : type === 'duration' || type === 'age' ? `${value}ms` : String(value);
  // A single ratio is read roughly.
  if (min !== undefined && min === max && type !== 'ratio') return number(min);
  if (min === undefined) return `${maxOpen ? '<' : '<='}${number(max!)}`;
  if (max === undefined) return `${minOpen ? '>' : '>='}${number(min)}`;
  return `${number(min)}${maxOpen ? '...' : '..'}${number(max)}`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
