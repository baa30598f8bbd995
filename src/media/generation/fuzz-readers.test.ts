import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compressedChunk, exifBlock, internationalChunk, pngWith, textChunk } from '../../../test/support/generation-files.ts';
import { exifTexts } from './exif-texts.ts';
import { jpegComment } from './jpeg-comment.ts';
import { pngTexts } from './png-texts.ts';
import { Texts } from './texts.ts';
import { xmpTexts } from './xmp-texts.ts';

const PARAMETERS = 'a\nSteps: 1, Sampler: x, Seed: 1';
const edits = fc.array(fc.record({ at: fc.nat(4000), by: fc.oneof(fc.nat(255), fc.constantFrom(0, 255, 0x7f, 0x80)) }), { minLength: 1, maxLength: 12 });

/** Bytes of a good file with some of them changed, and cut off somewhere. */
const mutated = (good: Buffer) =>
  fc.record({ edits, cut: fc.option(fc.nat(good.length)) }).map(({ edits: list, cut }) => {
    const bytes = Buffer.from(good);
    for (const { at, by } of list) bytes[at % bytes.length] = by;
    return cut === null ? bytes : bytes.subarray(0, cut);
  });

test('PNG, EXIF, XMP and JPEG with bytes changed: nothing is thrown, nothing beyond the limits is kept', async () => {
  const png = await pngWith([textChunk('parameters', PARAMETERS), compressedChunk('workflow', PARAMETERS), internationalChunk('prompt', PARAMETERS, true)]);
  const comment = Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from(PARAMETERS, 'utf16le').swap16()]);
  const exif = [exifBlock('II', { 0x010e: Buffer.from('text') }, { 0x9286: comment }), exifBlock('MM', { 0x010e: Buffer.from('text\0') }, { 0x9286: comment })];
  const xmp = Buffer.from('<x><exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">&#x41;&amp;</rdf:li></rdf:Alt></exif:UserComment></x>');
  const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000fffe000641424344ffda', 'hex');
  const check = (read: (bytes: Buffer, texts: Texts) => unknown, good: Buffer): void =>
    fc.assert(
      fc.property(mutated(good), (bytes) => {
        const texts = new Texts();
        read(bytes, texts);
        expect(texts.size).toBeLessThanOrEqual(64);
      }),
      { numRuns: 1500 },
    );
  check(pngTexts, png);
  for (const block of exif) check(exifTexts, block);
  check((bytes, texts) => xmpTexts(bytes.toString('utf8'), texts), xmp);
  check(jpegComment, jpeg);
});
