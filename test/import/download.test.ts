import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { download, type DownloadRules } from '../../src/ingest/import/download.ts';
import { isPublicAddress } from '../../src/ingest/import/public-address.ts';
import { DEFAULT_IMPORT_SETTINGS } from '../../src/ingest/import/import-settings.ts';
import { picture } from '../support/pictures.ts';
import { tempDir } from '../support/temp-dir.ts';
import { localWeb } from './local-web.ts';

/** As in production, but for 127.0.0.2, which stands for a server on the internet, and its port. */
function rules(names: Record<string, string | string[]>, more: Partial<DownloadRules> = {}): DownloadRules & { readonly lookups: string[] } {
  const lookups: string[] = [];
  return {
    ...DEFAULT_IMPORT_SETTINGS,
    allowOtherPorts: true,
    maxFileBytes: 1_000_000,
    lookups,
    lookup: async (host) => {
      lookups.push(host);
      const answers = names[host] ?? [];
      // A list is a name that gives another answer each time; the last one stays.
      const answer = typeof answers === 'string' ? answers : answers[Math.min(answers.length, lookups.filter((one) => one === host).length) - 1];
      if (answer === undefined) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
      return answer.split(' ').map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
    isAllowed: (address) => address === '127.0.0.2' || isPublicAddress(address),
    ...more,
  };
}

const fetchIt = (url: string, given: DownloadRules, signal = new AbortController().signal) => download(url, join(tempDir('download'), 'file'), given, signal);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fetched',
    (error: { code?: string }) => error.code ?? String(error),
  );

test('refused: names that lead into this machine or its network, in every disguise', async () => {
  const secret = await localWeb((_request, response) => response.end('secret'));
  const forms = [
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::127.0.0.1',
    '64:ff9b::127.0.0.1',
    '2002:7f00:1::',
    '2001:0:7f00:1::1',
  ];
  for (const address of forms) {
    const named = rules({ 'innocent.example': address });
    expect([address, await codeOf(fetchIt(`http://innocent.example:${secret.port}/`, named))]).toEqual([address, 'url-refused']);
    const literal = `http://${address.includes(':') ? `[${address}]` : address}:${secret.port}/`;
    expect([literal, await codeOf(fetchIt(literal, rules({})))]).toEqual([literal, 'url-refused']);
  }
  for (const disguised of ['2130706433', '0x7f000001', '0177.0.0.1', '127.1', '①②⑦.0.0.1']) {
    expect([disguised, await codeOf(fetchIt(`http://${disguised}:${secret.port}/`, rules({})))]).toEqual([disguised, 'url-refused']);
  }
  // One bad address among good ones is enough.
  expect(await codeOf(fetchIt(`http://both.example:${secret.port}/`, rules({ 'both.example': '127.0.0.2 127.0.0.1' })))).toBe('url-refused');
  expect(secret.asked).toEqual([]);
});

test('a name that answers differently each time leads nowhere but to the address that was checked', async () => {
  const bytes = await picture(7001, { width: 64, height: 48 });
  const outside = await localWeb((_request, response) => response.end(bytes), '127.0.0.2');
  const secret = await localWeb((_request, response) => response.end('secret'), '127.0.0.1', outside.port);
  const flipping = rules({ 'flip.example': ['127.0.0.2', '127.0.0.1'] });
  expect(await fetchIt(`http://flip.example:${outside.port}/a.jpg`, flipping)).toMatchObject({ name: 'a.jpg', bytes: bytes.length });
  expect(flipping.lookups).toEqual(['flip.example']);
  expect(secret.asked).toEqual([]);
});

test('each redirect is checked like the first address', async () => {
  const bytes = await picture(7002, { width: 64, height: 48 });
  const targets: Record<string, string> = {
    '/file': 'file:///etc/passwd',
    '/ftp': 'ftp://outside.example/a.jpg',
    '/loopback': 'http://127.0.0.1:1/',
    '/metadata': 'http://169.254.169.254/latest/meta-data/',
    '/mapped': 'http://[::ffff:127.0.0.1]/',
    '/name': 'http://inside.example/',
    '/login': 'http://user:password@outside.example/',
    '/again': '/again',
    '/good': './real/photo%20one.jpg',
  };
  const outside = await localWeb((request, response) => {
    const target = targets[request.url ?? ''];
    if (target !== undefined) response.writeHead(302, { location: target }).end();
    else response.end(bytes);
  }, '127.0.0.2');
  const secret = await localWeb((_request, response) => response.end('secret'), '127.0.0.1', outside.port);
  const given = () => rules({ 'outside.example': '127.0.0.2', 'inside.example': '127.0.0.1' });
  const at = (path: string) => fetchIt(`http://outside.example:${outside.port}${path}`, given());
  for (const path of ['/file', '/ftp', '/loopback', '/metadata', '/mapped', '/name', '/login'])
    expect([path, await codeOf(at(path))]).toEqual([path, 'url-refused']);
  expect(await codeOf(at('/again'))).toBe('url-answer');
  expect(outside.asked.filter((path) => path === '/again')).toHaveLength(6);
  expect(await at('/good')).toMatchObject({ name: 'photo one.jpg', bytes: bytes.length, archive: false });
  // The same name again, which now leads inside.
  const flipping = rules({ 'outside.example': ['127.0.0.2', '127.0.0.1'] });
  expect(await codeOf(fetchIt(`http://outside.example:${outside.port}/good`, flipping))).toBe('url-refused');
  expect(secret.asked).toEqual([]);
});

test('what came is looked at, not believed; sizes and times are kept to', async () => {
  const bytes = await picture(7003, { width: 64, height: 48 });
  const outside = await localWeb((request, response) => {
    const answers: Record<string, () => void> = {
      '/lie.jpg': () => response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<html>Please log in</html>'),
      '/paper': () => response.writeHead(200, { 'content-type': 'image/png' }).end('%PDF-1.7'),
      '/empty': () => response.end(),
      '/announced': () => response.writeHead(200, { 'content-length': '99999999' }).write(bytes),
      '/endless': () => {
        response.write(bytes);
        const more = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
        response.on('close', () => clearInterval(more));
      },
      '/cut': () => {
        response.writeHead(200, { 'content-length': String(bytes.length) }).write(bytes.subarray(0, 100));
        setTimeout(() => response.destroy(), 20);
      },
      '/packed': () => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes),
      '/gone': () => response.writeHead(404).end(),
      '/busy': () => response.writeHead(429, { 'retry-after': '7' }).end(),
      '/broken': () => response.writeHead(500).end(),
      '/named': () =>
        response
          .writeHead(200, {
            'content-disposition': `attachment; filename="x.jpg"; filename*=UTF-8''..%2F..%2FGr%C3%BC%C3%9Fe.jpg`,
            'last-modified': 'Wed, 01 May 2024 10:00:00 GMT',
          })
          .end(bytes),
    };
    answers[request.url ?? '']?.();
  }, '127.0.0.2');
  const at = (path: string, signal?: AbortSignal) =>
    fetchIt(`http://outside.example:${outside.port}${path}`, rules({ 'outside.example': '127.0.0.2' }), signal);
  const expected: Array<[string, string]> = [
    ['/lie.jpg', 'unsupported-type'],
    ['/paper', 'unsupported-type'],
    ['/empty', 'empty-file'],
    ['/announced', 'file-too-large'],
    ['/endless', 'file-too-large'],
    ['/cut', 'url-unreachable'],
    ['/packed', 'url-answer'],
    ['/gone', 'url-answer'],
    ['/broken', 'url-unreachable'],
  ];
  for (const [path, code] of expected) expect([path, await codeOf(at(path))]).toEqual([path, code]);
  await expect(at('/busy')).rejects.toMatchObject({ code: 'url-busy', retryAfterSeconds: 7 });
  expect(await codeOf(fetchIt('http://nowhere.example/', rules({})))).toBe('url-unreachable');
  expect(await at('/named')).toMatchObject({ name: 'Grüße.jpg', modifiedAt: Date.UTC(2024, 4, 1, 10) });
  // A server that never answers is given up when the worker stops.
  await expect(at('/silent', AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('the bytes are what was sent', async () => {
  const bytes = await picture(7004, { width: 900, height: 700 });
  const outside = await localWeb((_request, response) => response.end(bytes), '127.0.0.2');
  const target = join(tempDir('download'), 'file');
  await download(`http://outside.example:${outside.port}/`, target, rules({ 'outside.example': '127.0.0.2' }), new AbortController().signal);
  expect((await readFile(target)).equals(bytes)).toBe(true);
  expect((await stat(target)).size).toBe(bytes.length);
});
