import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly bytes?: Buffer;
  /** Pack it by deflate; stored as it is otherwise. */
  readonly deflate?: boolean;
  /** Type and permissions as a Unix writes them, such as 0o120777 for a link. */
  readonly unixMode?: number;
  readonly encrypted?: boolean;
  /** A lie about its size. */
  readonly claims?: number;
  /** A lie about its checksum. */
  readonly crc?: number;
  /** Bytes of this earlier entry instead of its own. */
  readonly sameAs?: number;
}

/** A zip archive with exactly these entries, however wrong they are; proper writers refuse to make such. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const bytes = entry.bytes ?? Buffer.alloc(0);
    const packed = entry.deflate ? deflateRawSync(bytes) : bytes;
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800 | (entry.encrypted ? 1 : 0), 2);
    facts.writeUInt16LE(entry.deflate ? 8 : 0, 4);
    facts.writeUInt16LE(0x6000, 6); // 12:00
    facts.writeUInt16LE(0x58a5, 8); // 2024-05-05
    facts.writeUInt32LE(entry.crc ?? crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(entry.claims ?? bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const offset = entry.sameAs === undefined ? at : offsets[entry.sameAs]!;
    offsets.push(offset);
    if (entry.sameAs === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed]);
      parts.push(local);
      at += local.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.unixMode ?? 0o100644) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, facts, rest, name]));
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}
