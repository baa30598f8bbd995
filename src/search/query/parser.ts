import { suggest } from '../../core/suggest.ts';
import type { Node, Order, Query, Span } from './ast.ts';
import { FIELD_WORDS, fieldNamed, type OrderName, orderNamed, ORDERS, POOL_ORDER } from './fields.ts';
import { joinNodes } from './join-nodes.ts';
import { lex, type Token } from './lexer.ts';
import { onlyPool } from './only-pool.ts';
import { QueryError } from './query-error.ts';
import { parseValue } from './values.ts';

/** More terms than anybody needs; deeper nesting would only tire the stack. */
const MAX_TERMS = 200;
const MAX_DEPTH = 50;

/**
 * Reads a query. Terms side by side are joined by `and`; `or` binds weaker than that; `-` turns one term or group around; terms
 * with `~` in one group are alternatives of each other. Dates and ages are taken at `now`. Throws QueryError.
 */
export function parseQuery(text: string, now: number): Query {
  return new Parser(text, now).query();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #length: number;
  readonly #now: number;
  #next = 0;
  #depth = 0;
  #order: Order | undefined;
  #orderAt: Span | undefined;
  readonly #idle: Array<{ readonly order: Order; readonly at: Span }> = [];

  constructor(text: string, now: number) {
    this.#tokens = lex(text);
    this.#length = text.length;
    this.#now = now;
    if (this.#tokens.length > MAX_TERMS) throw new QueryError(`A query has at most ${MAX_TERMS} terms`, this.#tokens[MAX_TERMS]!.at);
  }

  query(): Query {
    const where = this.#tokens.length === 0 ? undefined : this.#alternatives();
    const left = this.#tokens[this.#next];
    if (left) throw new QueryError('This ) closes nothing', left.at);
    if (this.#order?.by === POOL_ORDER && onlyPool(where) === undefined)
      throw new QueryError('order:pool is the order of one pool: write which one beside it, as in pool:12 order:pool', this.#orderAt!);
    return {
      ...(where === undefined ? {} : { where }),
      ...(this.#order === undefined ? {} : { order: this.#order }),
      ...(this.#idle.length === 0 ? {} : { idle: this.#idle }),
    };
  }

  #alternatives(): Node | undefined {
    const parts: Node[] = [];
    for (;;) {
      const part = this.#together();
      const operator = this.#tokens[this.#next];
      if (operator?.kind !== 'or') {
        if (part) parts.push(part);
        else if (parts.length > 0) throw this.#missing('or');
        return joinNodes('or', parts);
      }
      if (!part) throw new QueryError('There is nothing before this “or”', operator.at);
      parts.push(part);
      this.#next += 1;
    }
  }

  #together(): Node | undefined {
    const parts: Node[] = [];
    const either: Node[] = [];
    for (let token = this.#tokens[this.#next]; token && token.kind !== ')' && token.kind !== 'or'; token = this.#tokens[this.#next]) {
      if (token.kind === 'and') {
        if (parts.length + either.length === 0) throw new QueryError('There is nothing before this “and”', token.at);
        this.#next += 1;
        const after = this.#tokens[this.#next];
        if (!after || after.kind === ')' || after.kind === 'or' || after.kind === 'and') throw this.#missing('and');
        continue;
      }
      const isEither = token.kind === '~';
      if (isEither) this.#next += 1;
      const part = this.#term();
      if (part) (isEither ? either : parts).push(part);
    }
    const alternatives = joinNodes('or', either);
    return joinNodes('and', alternatives ? [...parts, alternatives] : parts);
  }

  #term(): Node | undefined {
    const token = this.#tokens[this.#next++];
    if (!token || token.kind === ')') throw new QueryError('Something is missing here', token?.at ?? { start: this.#length, end: this.#length });
    if (token.kind === '-') {
      const part = this.#deeper(token, () => this.#term());
      if (!part) throw new QueryError('An order cannot be turned around', token.at);
      return part.kind === 'not' ? part.part : { kind: 'not', part };
    }
    if (token.kind === '(') return this.#group(token);
    if (token.kind === 'pair') return this.#pair(token);
    if (token.kind === 'word' || token.kind === 'phrase') return { kind: token.kind, text: token.text, at: token.at };
    throw new QueryError(`“${token.kind}” cannot stand here; in quotes it is a word`, token.at);
  }

  #group(open: Token): Node | undefined {
    return this.#deeper(open, () => {
      if (this.#tokens[this.#next]?.kind === ')')
        throw new QueryError('There is nothing in these parentheses', { start: open.at.start, end: this.#tokens[this.#next]!.at.end });
      const inside = this.#alternatives();
      if (this.#tokens[this.#next]?.kind !== ')') throw new QueryError('This ( is never closed', open.at);
      this.#next += 1;
      return inside;
    });
  }

  #pair(token: Extract<Token, { kind: 'pair' }>): Node | undefined {
    if (token.name.toLowerCase() === 'order') {
      if (this.#depth > 0) throw new QueryError('The order is that of the whole result: it stands outside of parentheses', token.at);
      const order = readOrder(token);
      if (this.#order !== undefined && !sameOrder(this.#order, order)) this.#idle.push({ order: this.#order, at: this.#orderAt! });
      this.#order = order;
      this.#orderAt = token.at;
      return undefined;
    }
    const named = fieldNamed(token.name);
    // Stars were called rating before content ratings were.
    const name = named === 'rating' && /^[<>=.\d-]/.test(token.value) ? 'score' : named;
    if (name !== undefined) return { kind: 'field', name, value: parseValue(name, token, this.#now), at: token.at };
    // A word with a colon in it, such as re:zero, unless it looks like a slip.
    const meant = token.quoted || token.name.length < 4 ? undefined : suggest(token.name, FIELD_WORDS);
    if (meant !== undefined && Math.abs(meant.length - token.name.length) <= 1)
      throw new QueryError(`There is no field “${token.name}”; did you mean ${meant}: ? In quotes it is a word.`, token.at);
    const text = `${token.name}:${token.value}`;
    return token.quoted ? { kind: 'phrase', text, at: token.at } : { kind: 'word', text, at: token.at };
  }

  #deeper<T>(token: Token, work: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new QueryError(`Parentheses go at most ${MAX_DEPTH} deep`, token.at);
    const result = work();
    this.#depth -= 1;
    return result;
  }

  #missing(operator: string): QueryError {
    const token = this.#tokens[this.#next - 1];
    return new QueryError(`There is nothing after this “${operator}”`, token?.at ?? { start: this.#length, end: this.#length });
  }
}

function sameOrder(a: Order, b: Order): boolean {
  return a.by === b.by && a.seed === b.seed;
}

function readOrder({ value, valueAt }: Extract<Token, { kind: 'pair' }>): Order {
  const [name = '', seed, ...more] = value.toLowerCase().split(':');
  const by = orderNamed(name);
  if (by === undefined) {
    const meant = suggest(name, [...ORDERS, POOL_ORDER]);
    throw new QueryError(
      `There is no order “${name}”${meant === undefined ? `; there are ${[...ORDERS, POOL_ORDER].join(', ')}` : `; did you mean order:${meant} ?`}`,
      valueAt,
    );
  }
  if (seed === undefined) return { by };
  const number = Number(seed);
  if (by !== ('random' satisfies OrderName) || more.length > 0 || !/^\d{1,9}$/.test(seed))
    throw new QueryError('Only order:random takes a number, as in order:random:42', valueAt);
  return { by, seed: number };
}
