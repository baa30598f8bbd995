/**
 * Where to seek for the frame `by` frames from the one on the screen, at `fps` frames a second. The middle of that frame,
 * not its first moment: rounded down there, a browser shows the one before.
 */
export function stepTime(now: number, by: number, fps: number, duration: number): number {
  const frame = frameAt(now, fps) + by;
  return Math.min(Math.max(0, duration - 0.5 / fps), Math.max(0, (frame + 0.5) / fps));
}

export const frameAt = (now: number, fps: number): number => Math.floor(now * fps + 1e-3);
