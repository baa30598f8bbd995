import { Bits, type Choice } from './bits.ts';

/** What the header of a codestream says, as far as is needed to go from frame to frame. */
export interface JxlHeader {
  readonly width: number;
  readonly height: number;
  /** Ticks of the clock by which frames are shown; undefined for a still. */
  readonly animation: { readonly ticksPerSecond: number; readonly timecodes: boolean } | undefined;
  readonly extraChannels: number;
  /** Colours in the decoder's own space. */
  readonly xyb: boolean;
  /** The byte at which the first frame begins; undefined when something lies before it that only a decoder can read. */
  readonly firstFrame: number | undefined;
}

const SIDE = [
  [9, 1],
  [13, 1],
  [18, 1],
  [30, 1],
] as const satisfies readonly Choice[];
const RATIOS: ReadonlyArray<readonly [number, number] | undefined> = [undefined, [1, 1], [12, 10], [4, 3], [3, 2], [16, 9], [5, 4], [2, 1]];
const ALPHA = 0;
const SPOT_COLOUR = 2;
const FILTER_ARRAY = 5;
const GREY = 1;
const XYB = 2;
const CUSTOM = 2;

/** Reads it from a codestream that begins with its mark (ISO/IEC 18181-1 §D). */
export function jxlHeader(codestream: Buffer): JxlHeader {
  const bits = new Bits(codestream, 2);
  const { width, height } = size(bits);
  const still = { width, height, animation: undefined, extraChannels: 0 };
  if (bits.bool()) return { ...still, xyb: true, firstFrame: afterTransform(bits, true, false) };
  const extra = bits.bool();
  let animation: JxlHeader['animation'];
  let preview = false;
  if (extra) {
    bits.take(3); // orientation
    if (bits.bool()) size(bits);
    preview = bits.bool();
    if (preview) previewSize(bits);
    if (bits.bool()) animation = readAnimation(bits);
  }
  bitDepth(bits);
  bits.bool(); // whether 16 bits do
  const extraChannels = bits.u32([
    [0, 0],
    [0, 1],
    [4, 2],
    [12, 1],
  ]);
  for (let i = 0; i < extraChannels && !bits.overrun; i++) extraChannel(bits);
  const xyb = bits.bool();
  const profile = colours(bits);
  if (extra && !bits.bool()) {
    bits.skipHalfs(2);
    bits.bool();
    bits.skipHalfs(1);
  }
  bits.skipExtensions();
  return { width, height, animation, extraChannels, xyb, firstFrame: afterTransform(bits, xyb, profile || preview) };
}

function size(bits: Bits): { width: number; height: number } {
  const small = bits.bool();
  const side = (): number => (small ? (bits.take(5) + 1) * 8 : bits.u32(SIDE));
  const height = side();
  const ratio = RATIOS[bits.take(3)];
  return { width: ratio === undefined ? side() : Math.floor((height * ratio[0]) / ratio[1]), height };
}

function previewSize(bits: Bits): void {
  const eighths = bits.bool();
  const side = (): number =>
    eighths
      ? bits.u32([
          [0, 16],
          [0, 32],
          [5, 1],
          [9, 33],
        ])
      : bits.u32([
          [6, 1],
          [8, 65],
          [10, 321],
          [12, 1345],
        ]);
  side();
  if (bits.take(3) === 0) side();
}

function readAnimation(bits: Bits): { ticksPerSecond: number; timecodes: boolean } {
  const ticks = bits.u32([
    [0, 100],
    [0, 1000],
    [10, 1],
    [30, 1],
  ]);
  const per = bits.u32([
    [0, 1],
    [0, 1001],
    [8, 1],
    [10, 1],
  ]);
  // how often it is repeated
  bits.u32([
    [0, 0],
    [3, 0],
    [16, 0],
    [32, 0],
  ]);
  return { ticksPerSecond: ticks / per, timecodes: bits.bool() };
}

function bitDepth(bits: Bits): void {
  const float = bits.bool();
  bits.u32([
    [0, 0],
    [0, 0],
    [0, 0],
    [6, 1],
  ]);
  if (float) bits.take(4);
}

function extraChannel(bits: Bits): void {
  if (bits.bool()) return;
  const type = bits.enumeration();
  bitDepth(bits);
  bits.u32([
    [0, 0],
    [0, 3],
    [0, 4],
    [3, 1],
  ]);
  bits.skipName();
  if (type === ALPHA) bits.bool();
  if (type === SPOT_COLOUR) bits.skipHalfs(4);
  if (type === FILTER_ARRAY)
    bits.u32([
      [0, 1],
      [2, 0],
      [4, 3],
      [8, 19],
    ]);
}

/** Whether a profile follows, which is compressed by a coder of its own. */
function colours(bits: Bits): boolean {
  if (bits.bool()) return false;
  const profile = bits.bool();
  const space = bits.enumeration();
  if (profile) return true;
  if (space !== XYB && bits.enumeration() === CUSTOM) chromaticities(bits, 1);
  if (space !== XYB && space !== GREY && bits.enumeration() === CUSTOM) chromaticities(bits, 3);
  if (space !== XYB) {
    if (bits.bool()) bits.take(24);
    else bits.enumeration();
  }
  bits.enumeration(); // rendering intent
  return false;
}

function chromaticities(bits: Bits, count: number): void {
  for (let i = 0; i < count * 2; i++)
    bits.u32([
      [19, 0],
      [19, 524_288],
      [20, 1_048_576],
      [21, 2_097_152],
    ]);
}

function afterTransform(bits: Bits, xyb: boolean, opaque: boolean): number | undefined {
  if (!bits.bool()) {
    if (xyb && !bits.bool()) bits.skipHalfs(16);
    const weights = bits.take(3);
    for (const [bit, count] of [15, 55, 210].entries()) if ((weights >> bit) & 1) bits.skipHalfs(count);
  }
  return opaque || bits.overrun ? undefined : bits.nextByte;
}
