import type { AssetRow } from '../../catalog/asset-queries.ts';
import { isFilm } from '../../domain/format.ts';
import { assetVersion } from '../../domain/asset-version.ts';
import { isoTime } from './iso-time.ts';

/** What stands around an asset in a post. */
export interface PostSurroundings {
  readonly tags: ReadonlyArray<{ readonly name: string; readonly category: string }>;
  /** Address it came from, if it came from one. */
  readonly source: string;
  readonly parent: number | null;
  readonly hasChildren: boolean;
  /** `http://host`, without a slash at its end. */
  readonly base: string;
  /** What opens its files without further credentials. */
  readonly signature: string;
}

/** Categories as Danbooru names them in its posts; all others count as general there. */
const CATEGORIES = ['artist', 'copyright', 'character', 'meta'] as const;
const LETTERS = ['g', 's', 'q', 'e'] as const;
const [PREVIEW_SIDE, SAMPLE_SIDE] = [320, 1440];

/** An asset as a Danbooru post. Unrated is `q`: what nobody has looked at is not taken for safe. */
export function toBooruPost(row: AssetRow, { tags, source, parent, hasChildren, base, signature }: PostSurroundings) {
  const md5 = row.md5.toString('hex');
  const named = (category: string) => tags.filter((tag) => tag.category === category).map(({ name }) => name);
  const general = tags.filter(({ category }) => !(CATEGORIES as readonly string[]).includes(category)).map(({ name }) => name);
  const query = `?s=${signature}&v=${assetVersion(row.sha256)}`;
  const file = (what: string, ending: string) => `${base}/data/${what}/${row.id}/${md5}.${ending}${query}`;
  const original = file('original', row.format === 'ugoira' ? 'zip' : row.format);
  // What browsers show as it is needs no sample unless it is large.
  const shown = ['jpg', 'png', 'webp', 'gif', 'avif'].includes(row.format);
  const large = isFilm(row.format)
    ? file('video', row.format === 'webm' && row.playable === 1 ? 'webm' : 'mp4')
    : shown && !isLarge(row)
      ? original
      : file('sample', row.preview_ext);
  const preview = file('preview', 'webp');
  const created = isoTime(row.created_at);
  const score = row.rating ?? 0;
  const variant = (type: string, url: string, side: number | undefined, ending: string) => ({ type, url, ...fitted(row, side), file_ext: ending });
  return {
    id: row.id,
    created_at: created,
    updated_at: created,
    uploader_id: 1,
    approver_id: null,
    score,
    up_score: Math.max(0, score),
    down_score: Math.min(0, score),
    fav_count: row.favourite,
    rating: LETTERS[row.content_rating ?? 2]!,
    source,
    pixiv_id: null,
    parent_id: parent,
    has_children: hasChildren,
    has_active_children: hasChildren,
    has_visible_children: hasChildren,
    has_large: large !== original,
    is_banned: false,
    is_deleted: row.state === 'trashed',
    is_flagged: false,
    is_pending: false,
    last_comment_bumped_at: null,
    last_commented_at: null,
    last_noted_at: null,
    bit_flags: 0,
    tag_string: tags.map(({ name }) => name).join(' '),
    tag_string_general: general.join(' '),
    ...Object.fromEntries(CATEGORIES.map((category) => [`tag_string_${category}`, named(category).join(' ')])),
    tag_count: tags.length,
    tag_count_general: general.length,
    ...Object.fromEntries(CATEGORIES.map((category) => [`tag_count_${category}`, named(category).length])),
    md5,
    file_ext: row.format === 'ugoira' ? 'zip' : row.format,
    file_size: row.bytes,
    image_width: row.width,
    image_height: row.height,
    file_url: original,
    large_file_url: large,
    preview_file_url: preview,
    media_asset: {
      id: row.id,
      created_at: created,
      updated_at: created,
      md5,
      file_ext: row.format === 'ugoira' ? 'zip' : row.format,
      file_size: row.bytes,
      image_width: row.width,
      image_height: row.height,
      duration: row.duration_ms === null ? null : row.duration_ms / 1000,
      status: 'active',
      is_public: true,
      pixel_hash: md5,
      variants: [
        variant('180x180', preview, PREVIEW_SIDE, 'webp'),
        variant('360x360', preview, PREVIEW_SIDE, 'webp'),
        variant('720x720', file('sample', row.preview_ext), SAMPLE_SIDE, row.preview_ext),
        variant('sample', large, SAMPLE_SIDE, large.slice(large.lastIndexOf('.', large.indexOf('?')) + 1, large.indexOf('?'))),
        variant('original', original, undefined, row.format),
      ],
    },
  };
}

function isLarge({ width, height, bytes }: AssetRow): boolean {
  return Math.max(width, height) > SAMPLE_SIDE && bytes > 1_000_000;
}

/** Size after the long side was brought down to `side`. */
function fitted({ width, height }: AssetRow, side: number | undefined): { width: number; height: number } {
  const scale = side === undefined ? 1 : Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
