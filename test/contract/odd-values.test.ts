import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { generationOf, refreshFacts } from '../../src/catalog/metadata-queries.ts';
import { countFound } from '../../src/catalog/search-queries.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Analysis } from '../../src/domain/asset.ts';
import type { Generation } from '../../src/domain/generation.ts';
import type { IngestPayload } from '../../src/domain/job.ts';
import type { MetadataFacts } from '../../src/domain/metadata.ts';
import { commitAsset, originPath } from '../../src/ingest/commit.ts';
import { offerFiles, openSession } from '../../src/ingest/sessions.ts';
import { endFailedAttempt } from '../../src/jobs/end-attempt.ts';
import { toSearch } from '../../src/search/search-query.ts';
import { forEachEngine } from '../support/catalogs.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a\0b', '\0', '\u0001\u001b[31m', 'half \ud83d', '\u202e', `${'\0x'.repeat(2_000)}`, '"\\u0000"'),
);
const number = fc.oneof(
  fc.double(),
  fc.constantFrom(100.5, -0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, -(2 ** 31) - 1, 1e21, Number.MAX_SAFE_INTEGER + 2, 1e-320),
);
const texts = ['doubtfulDate', 'cameraMake', 'cameraModel', 'lens', 'software', 'title', 'description', 'creator', 'copyright'] as const;
const numbers = [
  'takenAt',
  'takenAtOffsetMinutes',
  'focalLengthMm',
  'aperture',
  'iso',
  'exposureSeconds',
  'latitude',
  'longitude',
  'altitudeMetres',
  'rating',
] as const;
const record = <K extends string, T>(names: readonly K[], value: fc.Arbitrary<T>) =>
  fc.record(Object.fromEntries(names.map((name) => [name, value])) as Record<K, fc.Arbitrary<T>>, { requiredKeys: [] });
const facts: fc.Arbitrary<MetadataFacts> = fc
  .tuple(record(texts, text), record(numbers, number), fc.array(text))
  .map(([said, measured, keywords]) => ({ ...said, ...measured, keywords }));
const generation: fc.Arbitrary<Generation> = fc
  .tuple(
    record(['prompt', 'negative', 'model', 'modelHash', 'vae', 'sampler', 'scheduler', 'seed'], text),
    record(['steps', 'cfg', 'width', 'height', 'denoise'], number),
    fc.dictionary(text, text, { maxKeys: 4 }),
    fc.record({ name: text, weight: number }),
  )
  .map(([said, measured, raw, lora]) => ({ generator: 'unknown', ...said, ...measured, loras: [lora], keywords: [], extra: raw, raw }));

forEachEngine('odd values', (open) => {
  let catalog: Catalog;
  let sessionId: string;
  let count = 0;
  beforeAll(async () => {
    catalog = await open();
    sessionId = (await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, 0)).id;
  });
  const nextJob = async (name: string) => {
    count += 1;
    await offerFiles(catalog, sessionId, [{ path: `/tmp/${count}`, name, offerKey: `odd${count}` }], 'copy', 'upload', 0);
    const [job] = await catalog.write((tx) => claimJobs(tx, catalog.engine, { lane: 'ingest', owner: 'w', limit: 1, solo: false, now: 1, leaseUntil: 99 }));
    return job!;
  };

  test('whatever a file says of itself, it is committed, and comes back the same from then on', async () => {
    await fc.assert(
      fc.asyncProperty(facts, generation, text, fc.dictionary(text, fc.oneof(text, number), { maxKeys: 4 }), number, async (said, made, name, raw, long) => {
        const job = await nextJob(name);
        const bytes = Buffer.from(`file ${count}`);
        const payload: IngestPayload = { ...(job.payload as IngestPayload), mode: 'copy', origin: `archive.zip!/${count}/${name}` };
        const analysis = {
          format: 'png' as const,
          width: 4,
          height: 3,
          orientation: 1,
          frames: long,
          hasAlpha: false,
          fingerprint: { phash: Buffer.alloc(8), fineHash: Buffer.alloc(32), colors: [], thumbhash: Buffer.alloc(4) },
          metadata: { facts: said, raw },
          generation: made,
          motion: { durationMs: long, framesPerSecond: long, videoCodec: name, audioCodec: name, playable: false },
          preview: { bytes, ext: 'jpg' as const },
          thumbnail: bytes,
        } satisfies Analysis;
        const hash = { sha256: createHash('sha256').update(bytes).digest(), md5: createHash('md5').update(bytes).digest() };
        const file = { hash, format: 'png' as const, bytes: bytes.length, mtimeMs: 1_000, stamp: { dev: 1n, ino: 1n, size: 1n, mtimeNs: 1n }, content: bytes };
        const stacks = { raw: true, live: true, bursts: true };
        const input = {
          engine: catalog.engine,
          stacks,
          job,
          payload,
          file,
          storedKey: null,
          comeback: { takesBack: false, deletedAt: null },
          timings: () => ({}),
          now: 1,
        };
        const { assetId } = await commitAsset(catalog, input, analysis);
        const asset = () => catalog.read.selectFrom('asset').selectAll().where('id', '=', assetId).executeTakeFirstOrThrow();
        await catalog.write((tx) => refreshFacts(tx, assetId, 2));
        const before = await asset();
        const changes = () => catalog.read.selectFrom('change').select('seq').where('asset_id', '=', assetId).execute();
        const told = await changes();
        await catalog.write((tx) => refreshFacts(tx, assetId, 3));
        expect(await asset()).toEqual(before);
        expect(await changes()).toEqual(told);
        for (const value of [before.title, before.description, before.name, (await generationOf(catalog.read, assetId))?.prompt]) {
          if (typeof value === 'string') expect(value).not.toContain('\0');
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a name in an archive may be as long as archives allow', async () => {
    const job = await nextJob('long');
    const noise = Array.from({ length: 3_000 }, (_, n) => createHash('md5').update(String(n)).digest('hex')).join('');
    const path = originPath(job, { ...(job.payload as IngestPayload), origin: noise });
    expect(path).not.toBe(originPath(job, { ...(job.payload as IngestPayload), origin: `${noise}.png` }));
    const [row] = await catalog.read.selectFrom('asset').select('id').limit(1).execute();
    const location = {
      asset_id: row!.id,
      kind: 'origin' as const,
      path,
      name: 'n',
      bytes: 1,
      mtime_ms: 0,
      state: 'present' as const,
      session_id: sessionId,
      created_at: 0,
    };
    await catalog.write((tx) => tx.insertInto('location').values(location).execute());
  });

  test('what a tool said of its failure is kept without what cannot be kept', async () => {
    const job = await nextJob('tool');
    const error = new AppError('decode-failed', { detail: 'bad\0byte \ud83d' });
    expect(await endFailedAttempt(catalog, job, error, { name: 'a\0b', bytes: 1, timings: {}, now: 1 }, 1)).toBe('failed');
    const row = await catalog.read.selectFrom('job').select(['error_code', 'error_detail']).where('id', '=', job.id).executeTakeFirst();
    expect(row).toEqual({ error_code: 'decode-failed', error_detail: 'badbyte \ufffd' });
  });

  test('a search for any number is answered', async () => {
    await catalog.write((tx) => tx.updateTable('asset').set({ width: 60_000, height: 60_000 }).where('id', '=', 1).execute());
    for (const q of [
      'iso:100.5',
      'iso:>3000000000',
      'width:>=999999999999',
      'mpixels:>3000',
      'filesize:>0.3KB',
      'rating:<0.5',
      'gen.steps:>4000000000',
      'duration:0.0001',
      'title:a\0b',
    ])
      await countFound(catalog, (await toSearch(catalog, q, 0)).where);
    expect(await countFound(catalog, (await toSearch(catalog, 'mpixels:>3000', 0)).where)).toBe(1);
  });
});
