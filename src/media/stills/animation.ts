import { MAX_FRAMES } from '../limits.ts';

/** What a container says of an animated picture. */
export interface Animation {
  readonly frames: number;
  readonly durationMs?: number;
}

/** Milliseconds a browser shows a frame: one that asks for 10 or less gets 100. */
export function shownMs(ms: number): number {
  return ms <= 10 ? 100 : ms;
}

/** As it is kept; nothing for what is a still. A duration that fits no column is none. */
export function animationOf(frames: number, durationMs: number): Animation | undefined {
  if (frames < 2) return undefined;
  const whole = Math.round(durationMs);
  return { frames: Math.min(frames, MAX_FRAMES), ...(whole > 0 && whole < 2_000_000_000 ? { durationMs: whole } : {}) };
}
