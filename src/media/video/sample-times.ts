/** Frames looked at in one video: enough to find one that shows something, to hover over, and to know the video again. */
export const SAMPLES = 8;

/**
 * Seconds at which frames are taken, in order: all frames of a very short video, else the middles of equal parts, none after the
 * beginning of the last frame.
 */
export function sampleTimes(durationSeconds: number, frames: number): number[] {
  if (!(durationSeconds > 0)) return [0];
  const last = durationSeconds * (1 - 1 / frames);
  // a quarter of a frame early, so that rounding does not lead past the frame that is meant
  if (frames <= SAMPLES) return Array.from({ length: frames }, (_, i) => Math.max(0, ((i - 0.25) * durationSeconds) / frames));
  return Array.from({ length: SAMPLES }, (_, i) => ((i + 0.5) / SAMPLES) * last);
}
