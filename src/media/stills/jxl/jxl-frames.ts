import { MAX_FRAMES } from '../../limits.ts';
import { type Animation, animationOf } from '../animation.ts';
import { Bits, type Choice } from './bits.ts';
import { codestreamOf } from './codestream.ts';
import { type JxlHeader, jxlHeader } from './jxl-header.ts';

/** What is said of an animation whose frames cannot be counted: that there is more than one. */
const SOME: Animation = { frames: 2 };

/**
 * How many frames a JPEG XL file shows and for how long: from its frame headers and tables of contents, nothing is decoded. A colour
 * profile, a preview or a table in another order than the file's ends that: then only that it moves is known. Undefined for a still.
 */
export function jxlAnimation(bytes: Buffer): Animation | undefined {
  const codestream = codestreamOf(bytes);
  if (codestream === undefined) return undefined;
  const header = jxlHeader(codestream);
  const { animation, firstFrame } = header;
  if (animation === undefined) return undefined;
  let shown = 0;
  let ticks = 0;
  let at = firstFrame;
  // Layers and references are frames too, only not shown.
  for (let seen = 0; at !== undefined && at < codestream.length && seen < MAX_FRAMES; seen++) {
    const frame = readFrame(codestream, at, header);
    if (frame === undefined) return SOME;
    if (frame.shown && (frame.ticks > 0 || frame.last)) shown += 1;
    if (frame.shown) ticks += frame.ticks;
    if (frame.last) return animationOf(shown, (ticks * 1000) / animation.ticksPerSecond);
    at = frame.next;
  }
  return SOME;
}

interface Frame {
  readonly shown: boolean;
  readonly last: boolean;
  readonly ticks: number;
  /** Where the next one begins. */
  readonly next: number;
}

const REGULAR = 0;
const LOW_FREQUENCIES = 1;
const REFERENCE = 2;
const SKIP_PROGRESSIVE = 3;
const BLEND = 2;
const WEIGHTED = 3;
const MULTIPLY = 4;
const USES_LOW_FREQUENCY_FRAME = 0x20;
const POWERS = [
  [0, 1],
  [0, 2],
  [0, 4],
  [0, 8],
] as const satisfies readonly Choice[];
const PLACE = [
  [8, 0],
  [11, 256],
  [14, 2304],
  [30, 18_688],
] as const satisfies readonly Choice[];
const PART = [
  [10, 0],
  [14, 1024],
  [22, 17_408],
  [30, 4_211_712],
] as const satisfies readonly Choice[];
/** Parts of one frame; 30,000 × 30,000 px have 14,000 groups. */
const MAX_PARTS = 1_000_000;

interface Extent {
  width: number;
  height: number;
  /** 256 px squares that are coded by themselves. */
  group: number;
  passes: number;
}

/** Undefined when it cannot be told where the frame ends. */
function readFrame(codestream: Buffer, at: number, header: JxlHeader): Frame | undefined {
  const bits = new Bits(codestream, at);
  const extent: Extent = { width: header.width, height: header.height, group: 256, passes: 1 };
  const { type, last, ticks } = bits.bool() ? { type: REGULAR, last: true, ticks: 0 } : fields(bits, header, extent);
  const next = endOf(bits, extent);
  return next === undefined ? undefined : { shown: type === REGULAR || type === SKIP_PROGRESSIVE, last, ticks, next };
}

/** The fields of a frame header in their order (§F.2); `extent` learns from them. */
function fields(bits: Bits, header: JxlHeader, extent: Extent): { type: number; last: boolean; ticks: number } {
  const type = bits.take(2);
  const modular = bits.bool();
  const flags = bits.u64();
  const luma = !header.xyb && bits.bool(); // YCbCr
  const own = Math.floor(flags / USES_LOW_FREQUENCY_FRAME) % 2 === 0;
  if (luma && own) bits.take(6);
  let upsampling = 1;
  if (own) {
    upsampling = bits.u32(POWERS);
    for (let i = 0; i < header.extraChannels && !bits.overrun; i++) bits.u32(POWERS);
  }
  if (modular) extent.group = 128 * 2 ** bits.take(2);
  else if (header.xyb) bits.take(6);
  if (type !== REFERENCE) extent.passes = passes(bits);
  const level =
    type === LOW_FREQUENCIES
      ? bits.u32([
          [0, 1],
          [0, 2],
          [0, 3],
          [0, 4],
        ])
      : 0;
  const partial = type !== LOW_FREQUENCIES && bits.bool() && ownPlace(bits, type, header, extent);
  const scale = upsampling * 8 ** level;
  extent.width = Math.ceil(extent.width / scale);
  extent.height = Math.ceil(extent.height / scale);
  const shown = type === REGULAR || type === SKIP_PROGRESSIVE;
  let [last, ticks, mode] = [false, 0, 0];
  if (shown) {
    mode = blending(bits, header.extraChannels, partial);
    for (let i = 0; i < header.extraChannels && !bits.overrun; i++) blending(bits, header.extraChannels, partial);
    if (header.animation !== undefined) {
      ticks = bits.u32([
        [0, 0],
        [0, 1],
        [8, 0],
        [32, 0],
      ]);
      if (header.animation.timecodes) bits.take(32);
    }
    last = bits.bool();
  }
  const saved = type !== LOW_FREQUENCIES && !last ? bits.take(2) : 0;
  const referable = !last && type !== LOW_FREQUENCIES && (ticks === 0 || saved !== 0);
  if ((shown && referable && mode === 0 && !partial) || type === REFERENCE) bits.bool();
  bits.skipName();
  loopFilter(bits, modular);
  bits.skipExtensions();
  return { type, last, ticks };
}

function passes(bits: Bits): number {
  const count = bits.u32([
    [0, 1],
    [0, 2],
    [0, 3],
    [3, 4],
  ]);
  if (count === 1) return count;
  const halved = bits.u32([
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 3],
  ]);
  bits.take(2 * (count - 1));
  for (let i = 0; i < halved; i++) bits.u32(POWERS);
  for (let i = 0; i < halved; i++)
    bits.u32([
      [0, 0],
      [0, 1],
      [0, 2],
      [3, 0],
    ]);
  return count;
}

/** A frame of another size or place. Returns whether it leaves a part of the picture uncovered. */
function ownPlace(bits: Bits, type: number, header: JxlHeader, extent: Extent): boolean {
  const [left, top] = type === REFERENCE ? [0, 0] : [signed(bits.u32(PLACE)), signed(bits.u32(PLACE))];
  extent.width = bits.u32(PLACE);
  extent.height = bits.u32(PLACE);
  return left > 0 || top > 0 || left + extent.width < header.width || top + extent.height < header.height;
}

function signed(packed: number): number {
  return packed % 2 === 0 ? packed / 2 : -(packed + 1) / 2;
}

/** Returns the mode; 0 replaces. */
function blending(bits: Bits, extraChannels: number, partial: boolean): number {
  const mode = bits.u32([
    [0, 0],
    [0, 1],
    [0, 2],
    [2, 3],
  ]);
  const byAlpha = extraChannels > 0 && (mode === BLEND || mode === WEIGHTED);
  if (byAlpha)
    bits.u32([
      [0, 0],
      [0, 1],
      [0, 2],
      [3, 3],
    ]);
  if (byAlpha || mode === MULTIPLY) bits.bool();
  if (mode !== 0 || partial) bits.take(2);
  return mode;
}

function loopFilter(bits: Bits, modular: boolean): void {
  if (bits.bool()) return;
  if (bits.bool() && bits.bool()) bits.skipHalfs(6);
  if (bits.take(2) > 0) {
    if (!modular && bits.bool()) bits.skipHalfs(8);
    if (bits.bool()) bits.skipHalfs(5);
    if (bits.bool()) bits.skipHalfs(4);
  }
  bits.skipExtensions();
}

/** The table of contents says how long each part is (§F.3). */
function endOf(bits: Bits, { width, height, group, passes: count }: Extent): number | undefined {
  const squares = (side: number): number => Math.ceil(width / side) * Math.ceil(height / side);
  const groups = squares(group);
  const parts = groups === 1 && count === 1 ? 1 : 2 + squares(group * 8) + groups * count;
  // another order is written by a coder of its own
  if (bits.overrun || parts > MAX_PARTS || bits.bool()) return undefined;
  bits.align();
  let bytes = 0;
  for (let i = 0; i < parts && !bits.overrun; i++) bytes += bits.u32(PART);
  return bits.overrun ? undefined : bits.nextByte + bytes;
}
