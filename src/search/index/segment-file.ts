import { crc32 } from 'node:zlib';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../blobs/durable-folders.ts';
import { crashPoint } from '../../core/crash-point.ts';

const MAGIC = Buffer.from('MAGPIEIX');
/** Raised whenever the meaning of the bytes changes: files of another version are made anew. */
const VERSION = 1;
/** Magic, version, checksum of the table of contents, its offset and length. */
const HEAD = 40;
const CHUNK = 1 << 20;

type Kind = 'u8' | 'u32' | 'f32' | 'f64';
type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
const KINDS = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const;

interface Section {
  readonly kind: Kind;
  readonly offset: number;
  readonly length: number;
  readonly crc: number;
}

/** What a segment was made from. */
export interface SegmentFacts {
  /** Identity of the catalog. */
  readonly catalog: string;
  readonly schema: number;
  /** All changes up to here are in it. */
  readonly baseSeq: number;
  /** When and to what the change `baseSeq` happened: a catalog that was put back to an older state has another one there. */
  readonly baseChange: string;
  readonly madeAt: number;
  readonly assets: number;
  readonly links: number;
  readonly formats: readonly string[];
}

interface Contents extends SegmentFacts {
  readonly sections: Record<string, Section>;
}

/** Why a file is not used. All but `missing` end with a new one being built. */
export class SegmentRefused extends Error {
  readonly reason: 'missing' | 'damaged' | 'foreign' | 'older';

  constructor(reason: 'missing' | 'damaged' | 'foreign' | 'older', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Writes a segment section by section into a temp file; `finish` makes it durable and gives it its name. */
export class SegmentWriter {
  readonly #path: string;
  readonly #temp: string;
  readonly #file: FileHandle;
  readonly #sections: Record<string, Section> = {};
  readonly #buffer = Buffer.allocUnsafe(CHUNK);
  #used = 0;
  #offset = HEAD;
  #open: { name: string; kind: Kind; offset: number; length: number; crc: number } | undefined;

  private constructor(path: string, temp: string, file: FileHandle) {
    this.#path = path;
    this.#temp = temp;
    this.#file = file;
  }

  static async create(path: string, temp: string): Promise<SegmentWriter> {
    const file = await open(temp, 'w');
    await file.write(Buffer.alloc(HEAD));
    return new SegmentWriter(path, temp, file);
  }

  async write(name: string, values: Numbers): Promise<void> {
    await this.begin(name, kindOf(values));
    await this.append(values);
    await this.end();
  }

  async begin(name: string, kind: Kind): Promise<void> {
    // Sections begin where every kind of number may.
    const gap = (8 - ((this.#offset + this.#used) % 8)) % 8;
    await this.#put(Buffer.alloc(gap));
    this.#open = { name, kind, offset: this.#offset + this.#used, length: 0, crc: 0 };
  }

  async append(values: Numbers): Promise<void> {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    this.#open!.length += values.length;
    for (let at = 0; at < bytes.length; at += CHUNK) this.#open!.crc = crc32(bytes.subarray(at, at + CHUNK), this.#open!.crc);
    await this.#put(bytes);
  }

  async end(): Promise<void> {
    const { name, ...section } = this.#open!;
    this.#sections[name] = section;
    this.#open = undefined;
  }

  async finish(facts: SegmentFacts): Promise<void> {
    const contents = Buffer.from(JSON.stringify({ ...facts, sections: this.#sections } satisfies Contents));
    const offset = this.#offset + this.#used;
    await this.#put(contents);
    await this.#flush();
    const head = Buffer.alloc(HEAD);
    MAGIC.copy(head);
    head.writeUInt32LE(VERSION, 8);
    head.writeUInt32LE(crc32(contents), 12);
    head.writeBigUInt64LE(BigInt(offset), 16);
    head.writeUInt32LE(contents.length, 24);
    await this.#file.write(head, 0, HEAD, 0);
    await this.#file.sync();
    await this.#file.close();
    crashPoint('index:written');
    await rename(this.#temp, this.#path);
    crashPoint('index:swapped');
    await syncFolder(dirname(this.#path));
  }

  async abandon(): Promise<void> {
    await this.#file.close().catch(() => {});
    await rm(this.#temp, { force: true });
  }

  async #put(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const room = Math.min(CHUNK - this.#used, bytes.length - at);
      bytes.copy(this.#buffer, this.#used, at, at + room);
      this.#used += room;
      at += room;
      if (this.#used === CHUNK) await this.#flush();
    }
  }

  async #flush(): Promise<void> {
    for (let at = 0; at < this.#used; ) at += (await this.#file.write(this.#buffer, at, this.#used - at, this.#offset + at)).bytesWritten;
    this.#offset += this.#used;
    this.#used = 0;
  }
}

/** A segment on disk: its sections are read when they are asked for, each checked against its checksum. */
export class SegmentFile {
  readonly facts: SegmentFacts;
  /** Tells this file from the one that may take its name later. */
  readonly mark: string;
  readonly #file: FileHandle;
  readonly #sections: Record<string, Section>;

  private constructor(file: FileHandle, contents: Contents, mark: string) {
    this.#file = file;
    this.#sections = contents.sections;
    this.facts = contents;
    this.mark = mark;
  }

  /** Throws SegmentRefused. */
  static async open(path: string): Promise<SegmentFile> {
    const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new SegmentRefused('missing', 'there is no index yet');
      throw error;
    });
    try {
      const { ino, mtimeMs, size } = await file.stat();
      const head = await read(file, 0, HEAD);
      if (!head.subarray(0, 8).equals(MAGIC)) throw new SegmentRefused('damaged', 'the file is no index');
      if (head.readUInt32LE(8) !== VERSION) throw new SegmentRefused('older', 'the index was made by another version');
      const [offset, length] = [Number(head.readBigUInt64LE(16)), head.readUInt32LE(24)];
      if (offset + length > size) throw new SegmentRefused('damaged', 'the index is cut off');
      const contents = await read(file, offset, length);
      if (crc32(contents) !== head.readUInt32LE(12)) throw new SegmentRefused('damaged', 'the contents of the index do not match their checksum');
      return new SegmentFile(file, JSON.parse(contents.toString()) as Contents, markOf({ ino, mtimeMs, size }));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  bytesOf(names: readonly string[]): number {
    return names.reduce((sum, name) => sum + this.#section(name).length * KINDS[this.#section(name).kind].BYTES_PER_ELEMENT, 0);
  }

  /** A megabyte at a time: nobody else waits longer than for one of them. Throws SegmentRefused. */
  async read(name: string, onBytes: (bytes: number) => void = () => {}): Promise<Numbers> {
    const { kind, offset, length, crc } = this.#section(name);
    const values = new KINDS[kind](length);
    const bytes = Buffer.from(values.buffer);
    let sum = 0;
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await this.#file.read(bytes, at, Math.min(CHUNK, bytes.length - at), offset + at);
      if (bytesRead === 0) throw new SegmentRefused('damaged', 'the index is cut off');
      sum = crc32(bytes.subarray(at, at + bytesRead), sum);
      at += bytesRead;
      onBytes(bytesRead);
    }
    if (sum !== crc) throw new SegmentRefused('damaged', `part ${name} of the index does not match its checksum`);
    return values;
  }

  #section(name: string): Section {
    const section = this.#sections[name];
    if (!section) throw new SegmentRefused('damaged', `part ${name} of the index is missing`);
    return section;
  }
}

export function markOf({ ino, mtimeMs, size }: { readonly ino: number; readonly mtimeMs: number; readonly size: number }): string {
  return `${ino}-${mtimeMs}-${size}`;
}

async function read(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, offset);
  if (bytesRead < length) throw new SegmentRefused('damaged', 'the index is cut off');
  return buffer;
}

function kindOf(values: Numbers): Kind {
  if (values instanceof Uint8Array) return 'u8';
  if (values instanceof Uint32Array) return 'u32';
  return values instanceof Float32Array ? 'f32' : 'f64';
}
