import { expect, test } from 'vitest';
import { assertBindAllowed } from '../../auth/bind-rule.ts';
import { hasPassword, setPassword, verifyPassword } from '../../auth/password.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { testServer, type TestServer } from '../../../test/support/server.ts';

const PASSWORD = 'correct horse';
const login = ({ app }: TestServer, password: string, remoteAddress = '10.0.0.1') =>
  app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { password }, remoteAddress });

forEachEngine('auth', (open, tools) => {
  test('without a password all is open; once one is set everything but auth and health asks for the cookie', async () => {
    const server = await testServer(await open());
    const { app, catalog, time } = server;
    const state = async (cookie = '') => (await app.inject({ url: '/api/v1/auth/state', headers: { cookie } })).json();
    expect(await state()).toEqual({ passwordSet: false, loggedIn: true });
    expect((await app.inject('/api/v1/assets')).statusCode).toBe(200);
    await expect(setPassword(catalog, 'short')).rejects.toMatchObject({ code: 'invalid-input' });
    await setPassword(catalog, PASSWORD);
    time.now += 2000;
    expect(await state()).toEqual({ passwordSet: true, loggedIn: false });
    for (const url of ['/api/v1/assets', '/api/v1/events', '/api/v1/system', '/api/v1//assets', '/api/v1/nope', '/api/v1/assets/1/original']) {
      const response = await app.inject(url);
      expect([url, response.statusCode]).toEqual([url, 401]);
    }
    expect((await app.inject('/health')).statusCode).toBe(200);
    expect((await app.inject('/metrics')).statusCode).toBe(401);
    const answer = await login(server, PASSWORD);
    expect(answer.statusCode).toBe(200);
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ name: 'magpie_7800', httpOnly: true, sameSite: 'Strict', path: '/' });
    const headers = { cookie: `${cookie!.name}=${cookie!.value}` };
    expect((await app.inject({ url: '/api/v1/assets', headers })).statusCode).toBe(200);
    const rows = await catalog.read.selectFrom('login').selectAll().execute();
    expect(rows[0]!.token_hash.toString()).not.toContain(cookie!.value);
    expect((await app.inject({ method: 'POST', url: '/api/v1/auth/logout', headers })).statusCode).toBe(200);
    expect((await app.inject({ url: '/api/v1/assets', headers })).statusCode).toBe(401);
    await app.close();
  });

  test('behind a proxy on this machine the visitor is told apart by its header, and https makes the cookie Secure', async () => {
    const server = await testServer(await open(), { trustProxy: true, metricsPublic: true });
    await setPassword(server.catalog, PASSWORD);
    const from = (visitor: string, password: string, remoteAddress = '127.0.0.1') =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        payload: { password },
        remoteAddress,
        headers: { 'x-forwarded-for': visitor, 'x-forwarded-proto': 'https' },
      });
    // What the visitor wrote himself stands left of what the proxy added.
    for (let attempt = 0; attempt < 6; attempt += 1) expect((await from(`9.9.9.${attempt}, 203.0.113.7`, 'wrong')).statusCode).toBe(401);
    expect((await from('203.0.113.7', PASSWORD)).statusCode).toBe(429);
    const answer = await from('203.0.113.8', PASSWORD);
    expect(answer.cookies[0]).toMatchObject({ secure: true });
    // Not of this machine: nobody's proxy.
    const direct = await from('203.0.113.9', PASSWORD, '10.0.0.9');
    expect(direct.cookies[0]?.secure).toBeUndefined();
    expect((await server.app.inject('/metrics')).statusCode).toBe(200);
    await server.app.close();
  });

  test('without the setting nobody believes the header', async () => {
    const server = await testServer(await open());
    await setPassword(server.catalog, PASSWORD);
    const attempt = (visitor: string) =>
      server.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { password: 'wrong' }, headers: { 'x-forwarded-for': visitor } });
    const codes: number[] = [];
    for (let i = 0; i < 7; i += 1) codes.push((await attempt(`203.0.113.${i}`)).statusCode);
    expect(codes.at(-1)).toBe(429);
    await server.app.close();
  });

  test('a new password logs every browser out, and a login runs out', async () => {
    const server = await testServer(await open());
    await setPassword(server.catalog, PASSWORD);
    const cookieOf = async (password: string) => {
      const [cookie] = (await login(server, password)).cookies;
      return { cookie: `${cookie!.name}=${cookie!.value}` };
    };
    const first = await cookieOf(PASSWORD);
    await setPassword(server.catalog, 'another one');
    expect((await server.app.inject({ url: '/api/v1/assets', headers: first })).statusCode).toBe(401);
    expect([await verifyPassword(server.catalog, PASSWORD), await verifyPassword(server.catalog, 'another one'), await hasPassword(server.catalog)]).toEqual([
      false,
      true,
      true,
    ]);
    const second = await cookieOf('another one');
    server.time.now += 91 * 86_400_000;
    expect((await server.app.inject({ url: '/api/v1/assets', headers: second })).statusCode).toBe(401);
    await server.app.close();
  });

  test('guessing is slowed per address over all processes, and a stranger cannot lock the owner out for long', async () => {
    const place = await tools.newPlace();
    const [one, two] = [await testServer(await open(place)), await testServer(await open(place))];
    await setPassword(one.catalog, PASSWORD);
    for (let attempt = 0; attempt < 6; attempt += 1)
      expect((await login(attempt % 2 === 0 ? one : two, 'wrong')).json()).toMatchObject({ code: 'wrong-password' });
    const blocked = await login(two, PASSWORD);
    expect(blocked.statusCode).toBe(429);
    expect(blocked.json()).toMatchObject({ code: 'too-many-attempts' });
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0);
    expect((await login(one, PASSWORD, '10.0.0.2')).statusCode).toBe(200);
    one.time.now += 20_000;
    two.time.now += 20_000;
    expect((await login(two, PASSWORD)).statusCode).toBe(200);
    for (let attempt = 0; attempt < 60; attempt += 1) await login(one, 'wrong', `10.1.${attempt}.1`);
    one.time.now += 61_000;
    expect((await login(one, PASSWORD, '10.0.0.2')).statusCode).toBe(200);
    await one.app.close();
    await two.app.close();
  });

  test('a hundred guesses at once count as a hundred', async () => {
    const server = await testServer(await open());
    await setPassword(server.catalog, PASSWORD);
    const answers = await Promise.all(Array.from({ length: 30 }, () => login(server, 'wrong')));
    expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(6);
    await server.app.close();
  });

  test('other sites can neither write nor, by a rebound name, read', async () => {
    const { app, catalog, time } = await testServer(await open());
    const logout = async (headers: Record<string, string>) =>
      (await app.inject({ method: 'POST', url: '/api/v1/auth/logout', headers })).json<{ code?: string }>().code;
    expect(await logout({})).toBeUndefined();
    expect(await logout({ host: 'localhost:7800', origin: 'http://localhost:7800' })).toBeUndefined();
    expect(await logout({ 'sec-fetch-site': 'same-origin' })).toBeUndefined();
    expect(await logout({ origin: 'https://evil.example' })).toBe('cross-origin');
    expect(await logout({ origin: 'null' })).toBe('cross-origin');
    expect(await logout({ host: 'localhost:7800', origin: 'http://localhost:9999' })).toBe('cross-origin');
    expect(await logout({ 'sec-fetch-site': 'cross-site' })).toBe('cross-origin');
    expect(await logout({ 'sec-fetch-site': 'same-site' })).toBe('cross-origin');
    const read = async (host: string) => (await app.inject({ url: '/api/v1/assets', headers: { host } })).statusCode;
    for (const host of ['127.0.0.1:7800', '[::1]:7800', 'localhost', 'magpie.localhost:7800', '127.0.0.1'])
      expect([host, await read(host)]).toEqual([host, 200]);
    for (const host of ['evil.example', '192.168.0.5:7800', '127.0.0.1.evil.example', 'localhost@evil.example'])
      expect([host, await read(host)]).toEqual([host, 403]);
    await setPassword(catalog, PASSWORD);
    time.now += 2000;
    expect(await read('photos.example')).toBe(401);
    await app.close();
  });
});

test('beyond loopback only with a password', () => {
  for (const host of ['127.0.0.1', 'localhost', '::1', '[::1]', '127.8.8.8']) expect(() => assertBindAllowed(host, false)).not.toThrow();
  for (const host of ['0.0.0.0', '::', '192.168.0.2', 'photos.example', '']) {
    expect(() => assertBindAllowed(host, false)).toThrow(expect.objectContaining({ code: 'password-needed' }));
    expect(() => assertBindAllowed(host, true)).not.toThrow();
  }
});
