import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { proxyKey, stripKey } from '../../src/blobs/keys.ts';
import { requestPurge } from '../../src/curate/request-purge.ts';
import { moveToTrash } from '../../src/curate/trash.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { verifyLibrary } from '../../src/ingest/verify.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { CARD, ffmpegMissing, makeVideo } from '../support/videos.ts';
import { CuratedLibrary } from './library.ts';

const why = ffmpegMissing();

describe.skipIf(why !== undefined)(`what is made of a video${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  forEachEngine('strip and proxy', (open, { newPlace }) => {
    test('a lost strip is made again by verify, a purge takes strip and proxy with it', async () => {
      const place = await newPlace();
      const library = new CuratedLibrary(await open(place), place.dataDir);
      const { catalog, store, dataDir } = library;
      library.startIngest();
      library.startCurate();
      const source = library.write('tmp/old.avi', makeVideo('old.avi', [...CARD, '-c:v', 'mpeg4']));
      const [{ assetId } = {}] = await library.ingest([source], 'scan', 'copy');
      const { sha256 } = await catalog.read.selectFrom('asset').select('sha256').executeTakeFirstOrThrow();
      await store.put(proxyKey(sha256), Buffer.from('as if made'), 'rederivable');
      expect(library.files('derived')).toHaveLength(4);

      rmSync(store.localPath(stripKey(sha256)));
      const verify = async (fix: boolean) => {
        const deps = { catalog, store, dataDir, limits: { maxPixels: 1e8, timeoutSeconds: 60 }, clock: Date.now, logger: silentLogger };
        const options = { fix, repair: false, onFinding: () => {}, onProgress: () => {}, signal: new AbortController().signal };
        return (await verifyLibrary(deps, options)).report;
      };
      expect(await verify(true)).toMatchObject({ ok: 1, derivatives_missing: 1, derivatives_fixed: 1 });
      expect(await verify(false)).toMatchObject({ ok: 1, derivatives_missing: 0, orphans: 0 });

      // the lane of proxies does not run here, and its job holds nothing back
      await moveToTrash(catalog, [assetId!], Date.now());
      await requestPurge(catalog, { trashedUpTo: Date.now() }, Date.now());
      await library.rested();
      expect(library.files('derived')).toEqual([]);
      expect(await catalog.read.selectFrom('asset').select('id').execute()).toEqual([]);
    });
  });
});
