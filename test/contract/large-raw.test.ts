import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { openSession } from '../../src/ingest/sessions.ts';
import { endExifTool } from '../../src/media/tools/exiftool.ts';
import { findTool } from '../../src/media/tools/find-tool.ts';
import { finished, outcomes, startWorker } from '../import/library.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { rawFile } from '../support/raw.ts';
import { tempDir } from '../support/temp-dir.ts';

/** More than is held in memory. */
const PADDING = 130 * 1024 * 1024;
const hasPerl = (await findTool('perl', ['-v'])) !== undefined;
afterAll(endExifTool);

forEachEngine(`a RAW of 130 MB with its directory at the end${hasPerl ? '' : ' (skipped: no perl)'}`, (open, { newPlace }) => {
  test.skipIf(!hasPerl)('is a RAW, seen by the preview in it', { timeout: 60_000 }, async () => {
    const place = await newPlace();
    const catalog = await open(place);
    const folder = tempDir('large-raw');
    mkdirSync(folder, { recursive: true });
    const jpeg = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#0c0' } })
      .jpeg()
      .toBuffer();
    const shot = { width: 640, height: 480, colour: () => [0.8, 0.1, 0.1] as const, preview: { bytes: jpeg, width: 1600, height: 1200 } };
    writeFileSync(join(folder, 'a.dng'), rawFile({ ...shot, padding: PADDING }));
    writeFileSync(join(folder, 'b.nef'), rawFile({ ...shot, dng: false, make: 'NIKON CORPORATION', padding: PADDING }));
    startWorker(catalog, place.dataDir);
    const { id } = await openSession(catalog, { source: 'scan', options: { paths: [folder], mode: 'reference', recursive: true } }, Date.now());
    await finished(catalog, id, 50_000);
    expect(await outcomes(catalog, id)).toEqual([
      ['a.dng', 'ingested', null],
      ['b.nef', 'ingested', null],
    ]);
    const rows = await catalog.read.selectFrom('asset').selectAll().orderBy('name').execute();
    expect(rows.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['dng', 640, 480],
      ['nef', 640, 480],
    ]);
    // Green: the preview, not the red of the sensor.
    expect(rows.every(({ colors_json: colors }) => /#0[0-9a-f]c/.test(colors))).toBe(true);
  });
});
