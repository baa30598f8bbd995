import { utf8OrLatin1 } from './decode-text.ts';
import type { Texts } from './texts.ts';

const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;
const MOST_SEGMENTS = 200;

/** Adds the comment of a JPEG; some programs have no other place to write to. */
export function jpegComment(file: Buffer, texts: Texts): void {
  let at = 2;
  for (let i = 0; i < MOST_SEGMENTS && at + 4 <= file.length && file[at] === 0xff; i++) {
    const marker = file[at + 1]!;
    if (marker === START_OF_SCAN) return;
    const length = file.readUInt16BE(at + 2);
    if (marker === COMMENT) texts.add('JPEG comment', utf8OrLatin1(file.subarray(at + 4, at + 2 + length)));
    at += 2 + length;
  }
}
