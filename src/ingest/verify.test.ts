import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { picture } from '../../test/support/pictures.ts';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { takeIn } from '../../test/support/take-in.ts';
import { silentLogger } from '../core/logger.ts';
import { checkRoot } from '../roots/check-root.ts';
import { tempDir } from '../../test/support/temp-dir.ts';
import { LocalStore } from '../blobs/local-store.ts';
import { originalKey, previewKey, thumbnailKey } from '../blobs/keys.ts';
import { dropTexts, fillTexts } from '../catalog/asset-text.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { insertRoot, rootById } from '../catalog/root-queries.ts';
import { verifyLibrary } from './verify.ts';
import { isClean, type VerifyFinding } from './verify-report.ts';

forEachEngine('verify', (open, { newPlace }) => {
  async function library(files: number) {
    const place = await newPlace();
    const catalog = await open(place);
    const store = new LocalStore(place.dataDir);
    const pictures = await Promise.all(Array.from({ length: files }, (_, seed) => picture(seed, { width: 200, height: 150 })));
    const ids = await takeIn(
      catalog,
      store,
      place.dataDir,
      pictures.map((bytes, i) => ({ name: `${i}.jpg`, bytes })),
    );
    expect(ids).toHaveLength(files);
    const assets = await catalog.read.selectFrom('asset').select(['id', 'sha256', 'preview_ext']).orderBy('id').execute();
    return { catalog, store, dataDir: place.dataDir, assets };
  }

  async function verify(parts: { catalog: Catalog; store: LocalStore; dataDir: string }, fix = false, later = 0, repair = false) {
    const findings: VerifyFinding[] = [];
    const deps = { ...parts, limits: { maxPixels: 1e8, timeoutSeconds: 30 }, clock: () => Date.now() + later, logger: silentLogger };
    const signal = new AbortController().signal;
    const verified = await verifyLibrary(deps, { fix, repair, onFinding: (one) => findings.push(one), onProgress: () => {}, signal });
    return { ...verified, findings };
  }

  test('a library as ingest leaves it is clean', async () => {
    const parts = await library(3);
    const { report } = await verify(parts);
    expect(report).toMatchObject({ assets: 3, ok: 3 });
    expect(isClean(report)).toBe(true);
  });

  test('an asset that full text does not know is named, and known again after a fix', async () => {
    const parts = await library(2);
    while ((await parts.catalog.write((tx) => fillTexts(tx, 100, 1))) > 0);
    await parts.catalog.write((tx) => dropTexts(tx, [parts.assets[1]!.id]));
    const { report, findings } = await verify(parts);
    expect(report.texts_missing).toBe(1);
    expect(findings).toMatchObject([{ kind: 'text', subject: `asset ${parts.assets[1]!.id}`, fixed: false }]);
    expect(isClean((await verify(parts, true)).report)).toBe(true);
    expect((await verify(parts)).findings).toEqual([]);
  });

  test('a lost and a changed original are told apart, and no fix touches them', async () => {
    const parts = await library(3);
    const [lost, changed] = parts.assets.map(({ sha256 }) => parts.store.localPath(originalKey(sha256, 'jpg')));
    unlinkSync(lost!);
    writeFileSync(changed!, Buffer.from(readFileSync(changed!).map((byte, i) => (i === 500 ? byte ^ 1 : byte))));
    const { report, findings } = await verify(parts, true);
    expect(report).toMatchObject({ assets: 3, ok: 1, missing: 1, corrupt: 1 });
    expect(findings.map(({ kind }) => kind).sort()).toEqual(['corrupt', 'missing']);
  });

  test('damaged and lost originals are repaired from a place that has their bytes, and from no other', async () => {
    const parts = await library(4);
    const { catalog, store, dataDir, assets } = parts;
    const folder = tempDir('verify-whole');
    const paths = assets.map(({ sha256 }) => store.localPath(originalKey(sha256, 'jpg')));
    // The first also lies where it was copied from, the second is referenced elsewhere; of the third there is a file of other bytes.
    const [copied, referenced, other] = ['copied.jpg', 'referenced.jpg', 'other.jpg'].map((name) => join(folder, name));
    for (const [i, [path, kind]] of (
      [
        [copied!, 'origin'],
        [referenced!, 'referenced'],
        [other!, 'origin'],
      ] as const
    ).entries()) {
      const bytes = readFileSync(paths[i]!);
      writeFileSync(path, i === 2 ? bytes.fill(7, 100) : bytes);
      const row = {
        asset_id: assets[i]!.id,
        kind,
        path,
        name: 'a.jpg',
        bytes: bytes.length,
        mtime_ms: 0,
        state: 'present' as const,
        session_id: '',
        created_at: 0,
      };
      await catalog.write(async (tx) => void (await tx.insertInto('location').values(row).execute()));
    }
    const damaged = Buffer.from(readFileSync(paths[0]!).map((byte, i) => (i === 500 ? byte ^ 1 : byte)));
    writeFileSync(paths[0]!, damaged);
    unlinkSync(paths[1]!);
    truncateSync(paths[2]!, 50);
    const before = await verify(parts, true);
    expect(before.report).toMatchObject({ ok: 1, missing: 1, corrupt: 2, repairable: 2, repaired: 0 });
    expect(before.findings.map(({ detail }) => detail).filter((detail) => detail.includes('--repair'))).toHaveLength(2);

    const { report, findings } = await verify(parts, false, 0, true);
    expect(report).toMatchObject({ assets: 4, ok: 3, missing: 0, corrupt: 1, repairable: 0, repaired: 2 });
    expect(findings.map(({ kind, fixed }) => `${kind} ${fixed}`).sort()).toEqual(['corrupt false', 'corrupt true', 'missing true']);
    const kept = readdirSync(join(dataDir, 'trash/damaged'));
    expect(kept).toEqual([expect.stringMatching(new RegExp(`^${assets[0]!.sha256.toString('hex')}\\.jpg\\.damaged-[0-9a-f]{12}$`))]);
    expect(readFileSync(join(dataDir, 'trash/damaged', kept[0]!)).equals(damaged)).toBe(true);
    expect(readdirSync(join(dataDir, 'originals/.tmp'))).toEqual([]);
    expect((await verify(parts, false, 0, true)).report).toMatchObject({ ok: 3, corrupt: 1, repaired: 0 });
  });

  test('what lies in a root that is away is offline, not missing; what is gone from a root that is there is missing', async () => {
    const parts = await library(3);
    const base = tempDir('verify-root');
    const path = join(base, 'photos');
    mkdirSync(path);
    const [first, second] = parts.assets;
    // The bytes of two are in the root and nowhere else, as reference mode leaves them.
    for (const [index, { id, sha256 }] of [first!, second!].entries()) {
      const stored = parts.store.localPath(originalKey(sha256, 'jpg'));
      renameSync(stored, join(path, `${index}.jpg`));
      await parts.catalog.write((tx) => tx.deleteFrom('location').where('asset_id', '=', id).where('kind', '<>', 'stored').execute());
      await parts.catalog.write((tx) =>
        tx
          .updateTable('location')
          .set({ kind: 'referenced', path: join(path, `${index}.jpg`), state: 'present' })
          .where('asset_id', '=', id)
          .execute(),
      );
    }
    const id = '0199c0de-0000-7000-8000-000000000001';
    const unseen = { marker: 0, dev: null, ino: null, mounted: 0, moving_to: null, created_at: 0, changed_at: 0 };
    await parts.catalog.write((tx) => insertRoot(tx, { id, path, config_path: path, mode: 'reference', watch: 1, state: 'online', reason: null, ...unseen }));
    await checkRoot({ catalog: parts.catalog, logger: silentLogger, clock: Date.now }, (await rootById(parts.catalog.read, id))!);
    expect((await verify(parts)).report).toMatchObject({ assets: 3, ok: 3, offline: 0, offline_roots: [] });

    // Its disk is taken out while nothing watches: the catalog still says that it is online.
    renameSync(path, `${path}-away`);
    for (const look of [() => {}, () => mkdirSync(path)]) {
      look();
      const { report, findings } = await verify(parts, true);
      expect(report).toMatchObject({ assets: 3, ok: 1, offline: 2, missing: 0, offline_roots: [{ path, assets: 2 }] });
      expect([isClean(report), findings]).toEqual([true, []]);
    }
    rmdirSync(path);
    renameSync(`${path}-away`, path);
    unlinkSync(join(path, '0.jpg'));
    expect((await verify(parts)).report).toMatchObject({ ok: 2, offline: 0, missing: 1 });
  });

  test('lost and cut off derivatives are made again', async () => {
    const parts = await library(2);
    const [first, second] = parts.assets;
    unlinkSync(parts.store.localPath(thumbnailKey(first!.sha256)));
    truncateSync(parts.store.localPath(previewKey(second!.sha256, second!.preview_ext)), 100);
    expect((await verify(parts)).report).toMatchObject({ ok: 2, derivatives_missing: 2, derivatives_fixed: 0 });
    const fixed = await verify(parts, true);
    expect(fixed.report).toMatchObject({ derivatives_missing: 2, derivatives_fixed: 2 });
    expect(isClean(fixed.report)).toBe(true);
    expect((await verify(parts)).report).toMatchObject({ derivatives_missing: 0 });
  });

  test('stored files without a row are found; derivatives of nothing are removed, originals are not', async () => {
    const parts = await library(1);
    const stranger = Buffer.alloc(32, 7);
    await parts.store.put(originalKey(stranger, 'jpg'), Buffer.from('bytes'), 'durable');
    await parts.store.put(thumbnailKey(stranger), Buffer.from('thumb'), 'rederivable');
    const { report, orphanOriginals } = await verify(parts, true);
    expect(report.orphans).toBe(1);
    expect(orphanOriginals).toEqual([originalKey(stranger, 'jpg')]);
    expect(await parts.store.stat(originalKey(stranger, 'jpg'))).toBeDefined();
    expect(await parts.store.stat(thumbnailKey(stranger))).toBeUndefined();
  });

  test('beside a running Magpie, a young file without a row is on its way, an old one is an orphan', async () => {
    const parts = await library(1);
    await parts.store.put(originalKey(Buffer.alloc(32, 7), 'jpg'), Buffer.from('bytes'), 'durable');
    const beat = (at: number) =>
      parts.catalog.write((tx) =>
        tx
          .insertInto('process')
          .values({ id: `p${at}`, role: 'worker', host: 'h', pid: 1, started_at: 0, heartbeat_at: at })
          .execute(),
      );
    await beat(Date.now());
    expect((await verify(parts)).report.orphans).toBe(0);
    const hour = 3_600_000;
    await beat(Date.now() + hour);
    expect((await verify(parts, false, hour)).report.orphans).toBe(1);
  });

  test('half-written files of dead processes are found and removed', async () => {
    const parts = await library(1);
    const temp = join(parts.dataDir, 'originals/.tmp/ffffffff.999999.aaaa.bbbb');
    mkdirSync(dirname(temp), { recursive: true });
    writeFileSync(temp, 'half');
    const upload = join(parts.dataDir, 'tmp/uploads/some-session/half.part');
    mkdirSync(dirname(upload), { recursive: true });
    writeFileSync(upload, 'half');
    expect((await verify(parts)).report.temps).toBe(2);
    expect((await verify(parts, true)).report.temps).toBe(0);
    expect(isClean((await verify(parts)).report)).toBe(true);
  });

  test('a session whose totals do not add up is found', async () => {
    const parts = await library(1);
    await parts.catalog.write((tx) => tx.updateTable('ingest_session').set({ discovered: 99 }).execute());
    expect((await verify(parts)).report.unbalanced_sessions).toBe(1);
  });
});
