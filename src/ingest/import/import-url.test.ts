import { expect, test } from 'vitest';
import { importUrl } from './import-url.ts';
import { retryAfterSeconds } from './retry-after.ts';

const strict = { allowOtherPorts: false };
const codeOf = (text: string, rules = strict): string => {
  try {
    return importUrl(text, rules).href;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('only plain http and https addresses are taken', () => {
  for (const text of [
    'file:///etc/passwd',
    'ftp://example.com/a.jpg',
    'gopher://example.com/',
    'data:image/png;base64,AA==',
    'javascript:alert(1)',
    'blob:https://x/1',
    'http://user@example.com/',
    'https://user:secret@example.com/',
    'http://example.com:22/',
    'https://example.com:8080/a',
    'http://example.com:0/',
    '',
    'example.com/a.jpg',
    '//example.com/a.jpg',
    'http://',
    'http://exa mple.com/',
  ]) {
    expect([text, codeOf(text)]).toEqual([text, 'url-refused']);
  }
});

test('what is taken comes out in one spelling, without its fragment', () => {
  expect(codeOf('HTTPS://Example.COM/a b.jpg?x=1#top')).toBe('https://example.com/a%20b.jpg?x=1');
  expect(codeOf('http://example.com:80/')).toBe('http://example.com/');
  expect(codeOf('http://example.com:8080/', { allowOtherPorts: true })).toBe('http://example.com:8080/');
  // Numbers in any disguise become the address they mean, and are judged as that.
  expect(codeOf('http://2130706433/')).toBe('http://127.0.0.1/');
  expect(codeOf('http://0x7f.1/')).toBe('http://127.0.0.1/');
  expect(codeOf('http://0177.0.0.1/')).toBe('http://127.0.0.1/');
});

test('no secret of an address is told', () => {
  for (const text of ['https://user:secret@example.com/', 'ftp://user:secret@host/a?token=secret', 'nonsense?secret']) {
    expect(() => importUrl(text, strict)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') as string }) as Error);
  }
});

test('Retry-After in both its forms', () => {
  const now = Date.UTC(2026, 0, 1);
  expect(retryAfterSeconds('120', now)).toBe(120);
  expect(retryAfterSeconds('Thu, 01 Jan 2026 00:01:30 GMT', now)).toBe(90);
  expect(retryAfterSeconds('Thu, 01 Jan 2015 00:00:00 GMT', now)).toBe(0);
  expect(retryAfterSeconds('9999999', now)).toBe(3600);
  for (const none of [undefined, '', 'soon']) expect(retryAfterSeconds(none, now)).toBeUndefined();
});
