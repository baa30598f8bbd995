import { expect, test } from 'vitest';
import { editText } from './edit-text.ts';

const edit = (text: string, changes: Parameters<typeof editText>[2]): string => editText(text, 'config.yml', changes);

const TEXT = `# My library
port: 7900 # behind the proxy

monitor:
  # The camera writes slowly.
  settleMs: 5000
# Folders of the family.
roots:
  - /home/me/Pictures
`;

test('a changed value keeps every comment', () => {
  expect(edit(TEXT, { 'monitor.settleMs': 800, port: 7901 })).toBe(TEXT.replace('5000', '800').replace('7900', '7901'));
});

test('new keys go into their groups, new groups below', () => {
  expect(edit(TEXT, { 'monitor.rescanSeconds': 30, 'web.maxWorkers': 2 })).toBe(
    `${TEXT.replace('5000\n', '5000\n  rescanSeconds: 30\n')}web:\n  maxWorkers: 2\n`,
  );
});

test('null takes a key out, and the group that is empty then', () => {
  const without = edit(TEXT, { 'monitor.settleMs': null, 'ingest.maxAttempts': null });
  expect(without).not.toContain('monitor');
  expect(without).toContain('# My library');
  expect(without).toContain('port: 7900 # behind the proxy');
});

test('lists, and texts that need quotes', () => {
  expect(edit('', { roots: ['/a b', '/c: d'], 'quietHours.hours': '22:00-07:00', 'log.pretty': true })).toBe(
    'roots:\n  - /a b\n  - "/c: d"\nquietHours:\n  hours: 22:00-07:00\nlog:\n  pretty: true\n',
  );
});

test('an emptied group, an empty file, and a file that becomes empty', () => {
  expect(edit('monitor:\n', { 'monitor.settleMs': 700 })).toBe('monitor:\n  settleMs: 700\n');
  expect(edit('', { port: 1 })).toBe('port: 1\n');
  expect(edit('port: 1\n', { port: null })).toBe('');
  expect(edit('# only words\n', { port: 1 })).toBe('# only words\n\nport: 1\n');
});

test('texts that look like something else stay texts', () => {
  for (const value of ['yes', '12', 'null', '22:00', '#x', '*a', 'a: b', '', ' x '])
    expect(edit('', { inbox: value, port: 1 })).toSatisfy((text: string) => JSON.stringify(text) !== '' && !text.includes('!!'));
});
