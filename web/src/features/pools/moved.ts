/** What a move does to a list: those that move come to lie together, `at` places from its beginning (from 1), in their order. */
export interface Move {
  readonly ids: readonly number[];
  readonly at: number;
}

/** The move that dropping `active` on `over` means; `chosen` go with it when it is one of them. Undefined: nothing moves. */
export function dropped(order: readonly number[], active: number, over: number, chosen: ReadonlySet<number>): Move | undefined {
  const moving = chosen.has(active) ? order.filter((id) => chosen.has(id)) : [active];
  if (active === over) return undefined;
  const forward = order.indexOf(active) < order.indexOf(over);
  const before = order.slice(0, order.indexOf(over) + (forward ? 1 : 0)).filter((id) => !moving.includes(id));
  const move = { ids: moving, at: before.length + 1 };
  return moved(order, move).every((id, at) => id === order[at]) ? undefined : move;
}

/** The order after a move. */
export function moved(order: readonly number[], { ids, at }: Move): number[] {
  const moving = new Set(ids);
  return order.filter((id) => !moving.has(id)).toSpliced(at - 1, 0, ...ids);
}
