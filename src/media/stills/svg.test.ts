import { beforeAll, describe, expect, test } from 'vitest';
import { configureSharp } from '../configure-sharp.ts';
import { checkSvg } from './check-svg.ts';
import { openPicture } from './open-picture.ts';

const LIMITS = { maxPixels: 10_000_000, timeoutSeconds: 20 };
const DOT = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

beforeAll(configureSharp);

const svg = (inside: string, attributes = ''): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="16" height="8" ${attributes}>${inside}</svg>`);

describe('SVG', () => {
  test('is drawn as large as a preview is, and tells its own size', async () => {
    const { header, pixels } = await openPicture(svg('<rect width="8" height="8" fill="#f00"/>'), 'svg', LIMITS);
    expect(header).toMatchObject({ width: 16, height: 8 });
    expect(pixels).toMatchObject({ width: 1440, height: 720, channels: 4 });
    const at = (360 * 1440 + 300) * 4;
    expect([...pixels.data.subarray(at, at + 4)]).toEqual([255, 0, 0, 255]);
    expect(pixels.data[at + 1000 * 4 + 3]).toBe(0);
  });

  test.each([
    ['its own parts', '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use xlink:href="#g"/>'],
    ['a picture inside', `<image href="${DOT}" width="4" height="4"/>`],
    ['words that only look so', '<text>one = "onclick", javascript</text>'],
    ['a comment', '<!-- <script>alert(1)</script> -->'],
  ])('takes %s', (_, inside) => {
    expect(() => checkSvg(svg(inside))).not.toThrow();
  });

  test('takes the usual doctype', () => {
    const usual = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
    expect(() => checkSvg(Buffer.from(usual + svg('').toString()))).not.toThrow();
  });

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script by another name', '<x:script xmlns:x="http://www.w3.org/2000/svg"/>'],
    ['an event', '<rect onload="alert(1)"/>'],
    ['an event without a space before it', '<rect width="1"onload="alert(1)"/>'],
    ['a link that runs', '<a href="javascript:alert(1)"/>'],
    ['a link that runs, hidden', '<a href="&#106;avascript&#x3a;alert(1)"/>'],
    ['foreign content', '<foreignObject><iframe/></foreignObject>'],
    ['a picture outside', '<image href="http://example.com/a.png"/>'],
    ['a file outside', '<image xlink:href="file:///etc/passwd"/>'],
    ['a file beside it', "<image href='../a.png'/>"],
    ['a drawing inside', '<image href="data:image/svg+xml,&lt;svg/>"/>'],
    ['a style sheet', '<style>@import "http://example.com/a.css";</style>'],
    ['a style that fetches', '<rect style="fill: url(http://example.com/a)"/>'],
    ['a style that fetches, hidden', '<style>rect { fill: \\75rl("http://example.com/a") }</style>'],
    ['a part of another drawing', '<use href="other.svg#a"/>'],
  ])('refuses %s', async (_, inside) => {
    expect(() => checkSvg(svg(inside))).toThrow(expect.objectContaining({ code: 'svg-refused' }));
    await expect(openPicture(svg(inside), 'svg', LIMITS)).rejects.toMatchObject({ code: 'svg-refused' });
  });

  test('refuses entities, style sheets before it, and all that in UTF-16', () => {
    const bomb = `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('&b;').toString()}`;
    const styled = `<?xml-stylesheet href="a.css"?>${svg('').toString()}`;
    const script = svg('<script/>').toString();
    for (const text of [bomb, styled, script]) {
      for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()]) {
        expect(() => checkSvg(bytes)).toThrow(expect.objectContaining({ code: 'svg-refused' }));
      }
    }
  });

  test('one that would be huge, has no size or is no drawing after all ends in an error', async () => {
    await expect(openPicture(svg('').subarray(0, 50), 'svg', LIMITS)).rejects.toThrow();
    const huge = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="30000"><rect width="9" height="9"/></svg>');
    await expect(openPicture(huge, 'svg', LIMITS)).rejects.toMatchObject({ code: 'too-many-pixels' });
    await expect(openPicture(Buffer.concat([svg(''), Buffer.alloc(21 * 1024 * 1024, 32)]), 'svg', LIMITS)).rejects.toMatchObject({ code: 'svg-refused' });
  });
});
