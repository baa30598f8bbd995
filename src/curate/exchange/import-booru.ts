import { recordDeed } from '../../catalog/audit-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { addTags, type AssetWords, takeWords } from '../../catalog/exchange-writes.ts';
import { assetsBySha256, md5After } from '../../catalog/export-queries.ts';
import { forEachLimit } from '../../core/pool.ts';
import { CLAIM_BATCH } from '../../catalog/tag-claims.ts';
import { tagsByName } from '../../catalog/tag-queries.ts';
import type { TagOrigin } from '../../domain/tag.ts';
import { type BooruPost, readBooruPosts } from './booru-posts.ts';
import { type ImportOptions, type ImportReport, ReportDraft } from './import-report.ts';

const DIGESTS = 50_000;
const ORIGIN: TagOrigin = 'import';

/** Takes over what posts of another booru (files as readBooruPosts reads them) say of pictures that are here, found by MD5 or SHA-256. */
export async function importBooru(catalog: Catalog, paths: readonly string[], options: ImportOptions): Promise<ImportReport> {
  const draft = new ReportDraft();
  let done = 0;
  for (let at = 0; at < paths.length; at += FILES) {
    const read: BooruPost[][] = [];
    await forEachLimit(paths.slice(at, at + FILES).entries(), FILES_AT_ONCE, async ([place, path]) => {
      read[place] = await readPosts(path, draft);
    });
    const posts = read.flat();
    await takePosts(catalog, posts, options, draft);
    done += posts.length;
    options.onProgress?.(done);
  }
  const { assets, known, changed } = draft;
  if (!options.dryRun && changed > 0)
    await catalog.write((tx) =>
      recordDeed(tx, { actor: options.actor, action: 'library-imported', subject: 'posts', detail: { assets, known, changed }, now: options.now }),
    );
  return draft.finish();
}

/** Of gallery-dl a file each: so many are read together, and their pictures looked for in one walk. */
const FILES = 5_000;
/** Of these a process holds open: all 5,000 would be more than many machines allow, and those beyond would be passed over. */
const FILES_AT_ONCE = 16;

async function readPosts(path: string, draft: ReportDraft): Promise<BooruPost[]> {
  try {
    return await readBooruPosts(path);
  } catch (error) {
    draft.passOver(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

async function takePosts(catalog: Catalog, posts: readonly BooruPost[], { dryRun, now }: ImportOptions, draft: ReportDraft): Promise<void> {
  draft.assets += posts.length;
  const ids = await findAssets(catalog, posts);
  const known = posts.flatMap((post) => {
    const assetId = (post.md5 === undefined ? undefined : ids.get(post.md5)) ?? (post.sha256 === undefined ? undefined : ids.get(post.sha256));
    if (assetId === undefined) draft.addUnknown(post.label);
    return assetId === undefined ? [] : [{ post, assetId }];
  });
  draft.known += known.length;
  await countTags(
    catalog,
    known.map(({ post }) => post),
    draft,
  );
  if (dryRun) return;
  for (let at = 0; at < known.length; at += CLAIM_BATCH) {
    const some = known.slice(at, at + CLAIM_BATCH);
    const categories = new Map(
      some.flatMap(({ post }) => [...post.tags].flatMap(([name, category]) => (category === undefined ? [] : [[name, category] as const]))),
    );
    const words = some.map(
      ({ post, assetId }): AssetWords => ({
        assetId,
        words: new Map([[ORIGIN, new Map([...post.tags.keys()].map((name) => [name, 1]))]]),
        favourite: post.favourite,
        ...(post.contentRating === undefined ? {} : { contentRating: post.contentRating }),
      }),
    );
    draft.changed += await catalog.write(async (tx) => {
      await addTags(
        tx,
        [...categories].map(([name, category]) => ({ name, category })),
        now,
      );
      return takeWords(tx, words, now);
    });
  }
}

/** Before any of them is written. Posts come in parts, and a tag is told once. */
async function countTags(catalog: Catalog, posts: readonly BooruPost[], draft: ReportDraft): Promise<void> {
  const names = [...new Set(posts.flatMap(({ tags }) => [...tags.keys()]))].filter((name) => !draft.seen.has(name));
  const known = await tagsByName(catalog.read, names);
  draft.count('tags', names.length, names.length - known.size);
  for (const name of names) draft.seen.add(name);
}

/** By digest in hexadecimal. MD5s are looked for in one walk over the library: it has no index by them, and a million takes a second. */
async function findAssets({ read }: Catalog, posts: readonly BooruPost[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const bySha256 = posts.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [Buffer.from(sha256, 'hex')]));
  for (let at = 0; at < bySha256.length; at += 5_000)
    for (const [digest, id] of await assetsBySha256(read, bySha256.slice(at, at + 5_000))) found.set(digest, id);
  const wanted = new Set(posts.flatMap(({ md5 }) => md5 ?? []));
  if (wanted.size === 0) return found;
  for (let rows = await md5After(read, 0, DIGESTS); rows.length > 0; rows = await md5After(read, rows.at(-1)!.id, DIGESTS))
    for (const { id, md5 } of rows) {
      const digest = md5.toString('hex');
      if (wanted.has(digest)) found.set(digest, id);
    }
  return found;
}
