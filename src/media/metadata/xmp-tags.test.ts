import { expect, test } from 'vitest';
import { factsFromTags } from './facts-from-tags.ts';
import { xmpTags } from './xmp-tags.ts';

const wrap = (inside: string, attributes = ''): string =>
  `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
   xmlns:digiKam="http://www.digikam.org/ns/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/" ${attributes}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

test('Lightroom: attributes, language lists, bags, hierarchical keywords', () => {
  const packet = wrap(
    `<dc:title><rdf:Alt><rdf:li xml:lang="de">Hafen</rdf:li><rdf:li xml:lang="x-default">Harbour &amp; &#x1F6A2;</rdf:li></rdf:Alt></dc:title>
     <dc:subject><rdf:Bag><rdf:li>Rome</rdf:li><rdf:li>boat</rdf:li></rdf:Bag></dc:subject>
     <dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator>
     <lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Italy|Rome</rdf:li><rdf:li>People|Eve</rdf:li></rdf:Bag></lr:hierarchicalSubject>`,
    `xmp:Rating="4" xmp:Label="Red" exif:GPSLatitude="51,30.5N" exif:GPSLongitude="0,7,30W" exif:DateTimeOriginal="2019-07-21T14:03:59.25+02:00"`,
  );
  expect(factsFromTags(xmpTags(packet))).toEqual({
    takenAt: Date.UTC(2019, 6, 21, 12, 3, 59, 250),
    takenAtOffsetMinutes: 120,
    latitude: 51.5083333,
    longitude: -0.125,
    title: 'Harbour & 🚢',
    keywords: ['Rome', 'boat', 'Eve'],
    creator: 'Ann, Bob',
    rating: 4,
  });
});

test('digiKam, Windows and rejected', () => {
  const digikam = wrap(`<digiKam:TagsList><rdf:Seq><rdf:li>Places/Rome</rdf:li></rdf:Seq></digiKam:TagsList><xmp:Rating>-1</xmp:Rating>`);
  expect(factsFromTags(xmpTags(digikam))).toEqual({ keywords: ['Rome'], rating: -1 });
  expect(factsFromTags(xmpTags(wrap('<MicrosoftPhoto:Rating>75</MicrosoftPhoto:Rating>')))).toEqual({ rating: 4 });
  expect(factsFromTags(xmpTags(wrap('<xmp:Rating>0</xmp:Rating>')))).toEqual({});
});

test('UTF-16, other prefixes, and no XMP at all', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(wrap('<xmp:Rating>3</xmp:Rating>'), 'utf16le')]);
  expect(xmpTags(utf16)).toEqual({ 'XMP:Rating': '3' });
  expect(xmpTags('')).toEqual({});
  expect(xmpTags('<a><b></a>')).toEqual({});
  expect(xmpTags('{"score": 4}')).toEqual({});
  expect(xmpTags(Buffer.alloc(9 * 1024 * 1024))).toEqual({});
});

test('entities of its own do not grow', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${wrap('<dc:title>&c;&c;&c;</dc:title>')}`;
  expect(String(xmpTags(bomb)['XMP:Title'] ?? '').length).toBeLessThan(20);
  const deep = '<a>'.repeat(5_000) + '</a>'.repeat(5_000);
  expect(xmpTags(deep)).toEqual({});
});
