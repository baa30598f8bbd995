import { type Random, seededRandom } from '../../src/cli/demo/random.ts';
import { picture } from '../support/pictures.ts';

const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const;

export interface Mutation {
  /** Says what was done to which format. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** `count` good pictures of every format, each damaged in one way. Same seed, same bytes. */
export async function mutations(count: number, seed: number): Promise<Mutation[]> {
  const random = seededRandom(seed);
  const good = await Promise.all(FORMATS.map(async (format, i) => ({ format, bytes: await picture(i, { width: 160, height: 120, format, orientation: 6 }) })));
  return Array.from({ length: count }, (_, n) => {
    const { format, bytes } = good[n % good.length]!;
    const [kind, damage] = random.pick(DAMAGES);
    return { name: `${String(n).padStart(3, '0')}-${format}-${kind}`, bytes: damage(Buffer.from(bytes), random) };
  });
}

type Damage = (bytes: Buffer, random: Random) => Buffer;

const DAMAGES: readonly [readonly [string, Damage], ...(readonly [string, Damage])[]] = [
  ['flipped', (bytes, random) => flip(bytes, random, bytes.length)],
  ['flipped-header', (bytes, random) => flip(bytes, random, 200)],
  ['cut', (bytes, random) => bytes.subarray(0, at(random, bytes.length))],
  ['cut-inside', (bytes, random) => splice(bytes, random, () => Buffer.alloc(0))],
  ['doubled-inside', (bytes, random) => splice(bytes, random, (piece) => Buffer.concat([piece, piece]))],
  ['zeroed', (bytes, random) => splice(bytes, random, (piece) => Buffer.alloc(piece.length))],
  ['noise', (bytes, random) => splice(bytes, random, (piece) => Buffer.from(Array.from(piece, () => at(random, 256))))],
  // Lengths and dimensions as large as their field allows, wherever one may lie.
  ['huge-size', (bytes, random) => overwrite(bytes, random, random.pick(['ffffffff', '7fffffff', 'ffff', '7fffffffffffffff', '00ffffff']))],
  ['tail', (bytes, random) => Buffer.concat([bytes, Buffer.alloc(at(random, 5000), 0x41)])],
  ['shuffled', (bytes, random) => shuffle(bytes, random)],
];

const at = (random: Random, below: number): number => Math.floor(random.next() * below);

function flip(bytes: Buffer, random: Random, below: number): Buffer {
  for (let n = 1 + at(random, 12); n > 0; n -= 1) bytes[at(random, Math.min(below, bytes.length))]! ^= 1 << at(random, 8);
  return bytes;
}

function splice(bytes: Buffer, random: Random, change: (piece: Buffer) => Buffer): Buffer {
  const start = at(random, bytes.length);
  const end = start + 1 + at(random, bytes.length / 3);
  return Buffer.concat([bytes.subarray(0, start), change(bytes.subarray(start, end)), bytes.subarray(end)]);
}

function overwrite(bytes: Buffer, random: Random, hex: string): Buffer {
  for (let n = 1 + at(random, 3); n > 0; n -= 1) Buffer.from(hex, 'hex').copy(bytes, 8 + at(random, Math.min(400, bytes.length)));
  return bytes;
}

/** The first piece stays, so that the type is still recognised. */
function shuffle(bytes: Buffer, random: Random): Buffer {
  const [first, second] = [at(random, bytes.length / 2), at(random, bytes.length / 2)].sort((a, b) => a - b) as [number, number];
  const head = Math.max(32, first);
  return Buffer.concat([bytes.subarray(0, head), bytes.subarray(Math.max(head, second)), bytes.subarray(head, Math.max(head, second))]);
}
