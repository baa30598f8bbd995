import type { NoteBox } from './notes-context.ts';

/** Which edges a hand has hold of; none = the whole box. */
export interface Grip {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** Smaller ones cannot be hit any more. */
const LEAST = 0.01;
const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** The box between two corners, whichever they are, inside the picture. */
export function boxBetween(ax: number, ay: number, bx: number, by: number): NoteBox {
  const [left, right] = [within(Math.min(ax, bx), 0, 1), within(Math.max(ax, bx), 0, 1)];
  const [top, bottom] = [within(Math.min(ay, by), 0, 1), within(Math.max(ay, by), 0, 1)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const isLargeEnough = ({ width, height }: NoteBox): boolean => width >= LEAST && height >= LEAST;

/** Moved or resized by shares of the picture; it stays inside, and never turns over. */
export function movedBox({ x, y, width, height }: NoteBox, grip: Grip, dx: number, dy: number): NoteBox {
  const [left, newWidth] = movedEdge(x, width, grip, 'x', dx);
  const [top, newHeight] = movedEdge(y, height, grip, 'y', dy);
  return { x: left, y: top, width: newWidth, height: newHeight };
}

function movedEdge(from: number, size: number, grip: Grip, axis: 'x' | 'y', by: number): [number, number] {
  if (grip.x === 0 && grip.y === 0) return [within(from + by, 0, 1 - size), size];
  if (grip[axis] === 0) return [from, size];
  if (grip[axis] === 1) return [from, within(size + by, LEAST, 1 - from)];
  const start = within(from + by, 0, from + size - LEAST);
  return [start, size + from - start];
}
