import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { round } from '../support/statistics.ts';
import { table } from '../support/table.ts';
import { type Browse, runBrowse } from './browse.ts';
import { type Burst, runBurst } from './burst.ts';
import type { OneFolder } from './one-folder.ts';

export interface DiscoveryBench {
  readonly oneFolder: readonly OneFolder[];
  readonly browse: Browse;
  readonly burst: Burst;
}

/** Discovery of one giant folder at two sizes, each in a process of its own; the directory browser; a burst. */
export async function benchDiscovery(quick: boolean, say: (line: string) => void): Promise<DiscoveryBench> {
  const oneFolder: OneFolder[] = [];
  for (const files of quick ? [20_000, 200_000] : [100_000, 1_000_000]) {
    say(`one folder of ${files.toLocaleString('en')} empty files`);
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'one-folder.ts'), String(files)], {
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
    });
    oneFolder.push(JSON.parse(stdout) as OneFolder);
  }
  say('one folder of 100,000 folders, as the browser opens it');
  const browse = await runBrowse(quick ? 20_000 : 100_000);
  say('20,000 files into 600 new folders');
  return { oneFolder, browse, burst: await runBurst(20_000, 600) };
}

/** The tables people read. */
export function discoveryTables({ oneFolder, browse, burst }: DiscoveryBench): string[] {
  const whole = (value: number): string => Math.round(value).toLocaleString('en');
  return [
    ...table(
      ['one folder', 'walk ms', 'discover ms', 'µs/file', 'most memory in the first half, MB', 'in the second half, MB'],
      oneFolder.map(({ files, walkMs, discoverMs, firstHalfPeak, secondHalfPeak }) => [
        `${whole(files)} files`,
        whole(walkMs),
        whole(discoverMs),
        String(round((discoverMs * 1000) / files, 1)),
        whole(firstHalfPeak / 1e6),
        whole(secondHalfPeak / 1e6),
      ]),
    ),
    '',
    ...table(
      ['directory browser', 'first look ms', 'first page ms', 'page in the middle ms'],
      [[`${whole(browse.folders)} folders in one`, whole(browse.lookMs), String(round(browse.firstPageMs, 1)), String(round(browse.middlePageMs, 1))]],
    ),
    '',
    ...table(
      ['burst', 'all offered after ms', 'offered twice', 'scans'],
      [[`${whole(burst.files)} files in ${burst.folders} new folders`, whole(burst.offeredMs), String(burst.twice), String(burst.rescans)]],
    ),
  ];
}
