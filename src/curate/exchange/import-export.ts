import { recordDeed } from '../../catalog/audit-queries.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { addAliases, addCategories, addTags, type AssetWords, takeWords } from '../../catalog/exchange-writes.ts';
import { addImplications, countImplications, refreshBearers, unfulfilled } from '../../catalog/exchange-implications.ts';
import { assetsBySha256 } from '../../catalog/export-queries.ts';
import { CLAIM_BATCH } from '../../catalog/tag-claims.ts';
import { tagsByName } from '../../catalog/tag-queries.ts';
import { type TagOrigin, tagName } from '../../domain/tag.ts';
import { checkExport, parseLine } from './check-export.ts';
import type { ExportLine } from './export-line.ts';
import { humanFacts } from './human-facts.ts';
import { type ImportOptions, type ImportReport, ReportDraft } from './import-report.ts';
import { readLines } from './read-lines.ts';
import { takeMembers, takeNote, takePool, takeRelations, type TakenRelation } from './take-links.ts';

type Line<Kind extends ExportLine['is']> = Extract<ExportLine, { is: Kind }>;

const TAGS = 2_000;
/** Written at a time; of the others as many as of tags. */
const LINES: Partial<Record<ExportLine['is'], number>> = { asset: CLAIM_BATCH, members: 1 };

/**
 * Takes over an export of another library, or puts back one of this. The file is read and checked to its end before anything is
 * written; doing it again changes nothing; broken off, it is done again. People here stand above people there.
 */
export async function importExport(catalog: Catalog, path: string, options: ImportOptions): Promise<ImportReport> {
  await checkExport(path);
  const draft = new ReportDraft();
  const batches = new Batches(catalog, options, draft);
  let number = 0;
  for await (const bytes of readLines(path)) {
    number += 1;
    await batches.add(parseLine(bytes, number));
    if (number % 5_000 === 0) options.onProgress?.(number);
  }
  await batches.finish();
  if (!options.dryRun) {
    const { assets, known, changed } = draft;
    await catalog.write((tx) =>
      recordDeed(tx, { actor: options.actor, action: 'library-imported', subject: 'library', detail: { assets, known, changed }, now: options.now }),
    );
  }
  return draft.finish();
}

/** Lines of one kind stand together in an export: they are written so many at a time. */
class Batches {
  readonly #catalog: Catalog;
  readonly #options: ImportOptions;
  readonly #draft: ReportDraft;
  #lines: ExportLine[] = [];
  /** Tags from which something follows since this import. */
  readonly #antecedents = new Set<number>();
  readonly #related: TakenRelation[] = [];
  readonly #poolIds = new Map<string, number>();

  constructor(catalog: Catalog, options: ImportOptions, draft: ReportDraft) {
    this.#catalog = catalog;
    this.#options = options;
    this.#draft = draft;
  }

  async add(line: ExportLine): Promise<void> {
    const limit = LINES[line.is] ?? TAGS;
    if (this.#lines.length >= limit || (this.#lines[0] && this.#lines[0].is !== line.is)) await this.flush();
    if (line.is !== 'export' && line.is !== 'end') this.#lines.push(line);
  }

  async flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    switch (lines[0]?.is) {
      case 'category':
        return this.#categories(lines as Array<Line<'category'>>);
      case 'tag':
        return this.#tags(lines as Array<Line<'tag'>>);
      case 'alias':
        return this.#aliases(lines as Array<Line<'alias'>>);
      case 'implication':
        return this.#implications(lines as Array<Line<'implication'>>);
      case 'asset':
        return this.#assets(lines as Array<Line<'asset'>>);
      case 'note':
        return this.#notes(lines as Array<Line<'note'>>);
      case 'relation':
        return this.#relations(lines as Array<Line<'relation'>>);
      case 'pool':
        return this.#pools(lines as Array<Line<'pool'>>);
      case 'members':
        return this.#members(lines as Array<Line<'members'>>);
      default:
        return undefined;
    }
  }

  async #categories(lines: ReadonlyArray<Line<'category'>>): Promise<void> {
    const wanted = lines.flatMap(({ name: written, color }) => {
      const name = tagName(written);
      if (name === undefined) this.#draft.passOver(`“${written}” cannot be a category`);
      return name === undefined ? [] : [{ name, color: color ?? null }];
    });
    if (!this.#options.dryRun) await this.#catalog.write((tx) => addCategories(tx, wanted, this.#options.now));
  }

  async #tags(lines: ReadonlyArray<Line<'tag'>>): Promise<void> {
    const names = new Set(lines.flatMap(({ name }) => tagName(name) ?? []));
    for (const { name } of lines) if (tagName(name) === undefined) this.#draft.passOver(`“${name}” cannot be a tag`);
    if (this.#options.dryRun) {
      const known = await tagsByName(this.#catalog.read, [...names]);
      return this.#draft.count('tags', names.size, names.size - known.size);
    }
    const definitions = lines.map(({ name, category, deprecated, wiki }) => ({
      name,
      category: tagName(category) ?? 'general',
      wiki: wiki ?? null,
      ...(deprecated ? { deprecated } : {}),
    }));
    this.#draft.count('tags', names.size, await this.#catalog.write((tx) => addTags(tx, definitions, this.#options.now)));
  }

  async #aliases(lines: ReadonlyArray<Line<'alias'>>): Promise<void> {
    const dry = async (): Promise<number> =>
      lines.length - (await tagsByName(this.#catalog.read, [...new Set(lines.map(({ name }) => tagName(name) ?? ''))])).size;
    const added = this.#options.dryRun ? await dry() : await this.#catalog.write((tx) => addAliases(tx, lines, this.#options.now));
    this.#draft.count('aliases', lines.length, added);
  }

  async #implications(lines: ReadonlyArray<Line<'implication'>>): Promise<void> {
    if (this.#options.dryRun) {
      return this.#draft.count('implications', lines.length, lines.length - (await countImplications(this.#catalog.read, lines)));
    }
    const { added, antecedents, known, rings } = await this.#catalog.write((tx) => addImplications(tx, lines, this.#options.now));
    this.#draft.count('implications', lines.length - rings.length, added);
    for (const id of [...antecedents, ...(await unfulfilled(this.#catalog, known))]) this.#antecedents.add(id);
    for (const { from, to } of rings) this.#draft.passOver(`${from} implies ${to}: the other way round is a rule here`);
  }

  async #assets(lines: ReadonlyArray<Line<'asset'>>): Promise<void> {
    const ids = await assetsBySha256(
      this.#catalog.read,
      lines.map(({ sha256 }) => Buffer.from(sha256, 'hex')),
    );
    this.#draft.assets += lines.length;
    this.#draft.known += ids.size;
    for (const { sha256, name } of lines) if (!ids.has(sha256)) this.#draft.addUnknown(name ?? sha256);
    const words = lines.flatMap((line) => (ids.has(line.sha256) ? [this.#words(line, ids.get(line.sha256)!)] : []));
    if (this.#options.dryRun || words.length === 0) return;
    this.#draft.changed += await this.#catalog.write((tx) => takeWords(tx, words, this.#options.now));
  }

  async #notes(lines: ReadonlyArray<Line<'note'>>): Promise<void> {
    const ids = await this.#idsOf(lines.map(({ asset }) => asset));
    for (const { asset, text, box } of lines) {
      const id = text.trim() === '' ? undefined : ids.get(asset);
      if (id !== undefined) this.#draft.count('notes', 1, (await takeNote(this.#catalog, id, { text, box: box ?? null }, this.#options)) ? 1 : 0);
    }
  }

  /** Kept until all are read: the members of a group stand in any order. */
  async #relations(lines: ReadonlyArray<Line<'relation'>>): Promise<void> {
    const ids = await this.#idsOf(lines.flatMap(({ asset, parent }) => [asset, ...(parent === undefined ? [] : [parent])]));
    for (const { asset, parent, sibling, variant } of lines) {
      const id = ids.get(asset);
      if (id === undefined) continue;
      const groups = { ...(sibling === undefined ? {} : { sibling }), ...(variant === undefined ? {} : { variant }) };
      this.#related.push({ id, parent: parent === undefined ? undefined : ids.get(parent), groups });
    }
  }

  async #pools(lines: ReadonlyArray<Line<'pool'>>): Promise<void> {
    for (const { name, kind, description = '' } of lines) {
      const pool = await takePool(this.#catalog, { name, kind, description }, this.#options);
      if (pool === undefined) {
        this.#draft.passOver(`“${name}” cannot be the name of a pool`);
        continue;
      }
      this.#draft.count('pools', 1, pool.fresh ? 1 : 0);
      if (pool.id !== undefined) this.#poolIds.set(name, pool.id);
    }
  }

  async #members(lines: ReadonlyArray<Line<'members'>>): Promise<void> {
    for (const { pool, assets } of lines) {
      const id = this.#poolIds.get(pool);
      if (id === undefined || this.#options.dryRun) continue;
      const ids = await this.#idsOf(assets);
      const present = assets.flatMap((asset) => ids.get(asset) ?? []);
      await takeMembers(this.#catalog, id, present, this.#options);
    }
  }

  /** After the last line. */
  async finish(): Promise<void> {
    await this.flush();
    const { all, added, circles } = await takeRelations(this.#catalog, this.#related, this.#options);
    this.#draft.count('relations', all - circles.length, added);
    if (this.#options.dryRun) return;
    for (const id of circles) this.#draft.passOver(`asset ${id}: its parent there is below it here`);
    await refreshBearers(this.#catalog, this.#antecedents, this.#options.now);
  }

  async #idsOf(digests: readonly string[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (let at = 0; at < digests.length; at += TAGS) {
      const some = digests.slice(at, at + TAGS).map((digest) => Buffer.from(digest, 'hex'));
      for (const [digest, id] of await assetsBySha256(this.#catalog.read, some)) found.set(digest, id);
    }
    return found;
  }

  #words(line: Line<'asset'>, assetId: number): AssetWords {
    const words = new Map<TagOrigin, Map<string, number>>();
    for (const [origin, said] of Object.entries(line.tags ?? {})) {
      if (!isOrigin(origin)) {
        this.#draft.passOver(`${line.name ?? line.sha256}: nobody is called “${origin}”`);
        continue;
      }
      const own = new Map<string, number>();
      for (const [written, value] of Object.entries(said)) {
        const name = tagName(written);
        // Only a person's no counts; a model that was sure to 0 % said nothing.
        if (name !== undefined && (value > 0 || origin === 'human')) own.set(name, value);
      }
      words.set(origin, own);
    }
    const facts = humanFacts(line.facts);
    return {
      assetId,
      words,
      ...(line.favourite === true ? { favourite: true } : {}),
      ...(line.contentRating === undefined ? {} : { contentRating: line.contentRating, contentRatingOrigin: line.contentRatingOrigin ?? 'import' }),
      ...(facts === undefined ? {} : { facts }),
    };
  }
}

/** `implied` is nobody's word: it follows. */
function isOrigin(text: string): text is TagOrigin {
  return /^(?:human|sidecar|embedded|import|(?:source|model):.{1,90})$/.test(text);
}
