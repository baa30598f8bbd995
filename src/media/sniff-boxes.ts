import type { MediaFormat } from '../domain/format.ts';

/**
 * Files made of boxes (ISO/IEC 14496-12 §4.3): the `ftyp` box names the brand it was made by and those it is compatible with.
 * The own brand decides; the others only when it says nothing.
 */
export function sniffBoxes(head: Buffer): MediaFormat | undefined {
  const brands = brandsOf(head);
  if (brands === undefined) return isOldQuickTime(head) ? 'mov' : undefined;
  const [own = '', ...others] = brands;
  const named = ofBrand(own);
  // `mif1` only says that there are pictures, `isom` that there is a film
  if (named !== undefined || AUDIO.test(own)) return named;
  for (const format of ['avif', 'heic', 'mp4'] as const) if (others.some((brand) => ofBrand(brand) === format)) return format;
  return own === 'mif1' || own === 'msf1' ? 'heic' : undefined;
}

function brandsOf(head: Buffer): string[] | undefined {
  if (head.length < 12 || head.toString('latin1', 4, 8) !== 'ftyp') return undefined;
  const end = Math.min(head.length, head.readUInt32BE(0), 256);
  const brands: string[] = [];
  // the four bytes after the own brand are its version
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) brands.push(head.toString('latin1', at, at + 4));
  return brands;
}

function ofBrand(brand: string): MediaFormat | undefined {
  return BRANDS.find(([pattern]) => pattern.test(brand))?.[1];
}

const AUDIO = /^(?:M4A|M4B|M4P|F4A|F4B) $|^aax /;

const BRANDS: ReadonlyArray<readonly [RegExp, MediaFormat]> = [
  [/^(?:avif|avis|avio)$/, 'avif'],
  [/^(?:hei[cxms]|hev[cxms])$/, 'heic'],
  [/^crx $/, 'cr3'],
  [/^qt {2}$/, 'mov'],
  [/^3g[p2egrs][0-9a-z ]$/, '3gp'],
  [/^(?:mp4[12]|isom|iso[2-9a]|avc1|M4V |M4VH|M4VP|F4V |f4v |MSNV|mmp4|dash|NDS[CHMPSX]|XAVC|iso[a-z])$/, 'mp4'],
];

/** QuickTime files of before 2001 begin without an `ftyp` box. */
function isOldQuickTime(head: Buffer): boolean {
  if (head.length < 16) return false;
  const type = head.toString('latin1', 4, 8);
  if (type === 'moov' || type === 'mdat') return true;
  // padding first: then one of the above must follow
  const next = head.readUInt32BE(0);
  return ['wide', 'free', 'skip', 'pnot'].includes(type) && /^(?:moov|mdat|wide|free|skip|PICT)$/.test(head.toString('latin1', next + 4, next + 8));
}
