import { expect, test } from 'vitest';
import { grouped, listOf, listText, withChange, words } from './draft.ts';
import type { Setting } from './settings-query.ts';

const setting = (over: Partial<Setting>): Setting => ({
  key: 'monitor.settleMs',
  kind: 'number',
  description: '',
  choices: [],
  min: null,
  max: null,
  defaultText: '1000',
  value: 1000,
  isSet: false,
  source: 'default',
  secret: false,
  needsRestart: false,
  editable: true,
  ...over,
});

test('a change is kept, and taken back when it is none any more', () => {
  const one = withChange(new Map(), setting({}), 5);
  expect([...one]).toEqual([['monitor.settleMs', 5]]);
  expect(withChange(one, setting({}), 1000).size).toBe(0);
});

test('taking out of the file counts only when it is in there; a new secret always counts', () => {
  expect(withChange(new Map(), setting({}), null).size).toBe(0);
  expect(withChange(new Map(), setting({ source: 'config.yml' }), null).size).toBe(1);
  expect(withChange(new Map(), setting({ secret: true, value: null }), 'x').size).toBe(1);
});

test('lists are edited as lines; entries with more to them are not', () => {
  expect(listText(['/a', '/b c'])).toBe('/a\n/b c');
  expect(listOf(' /a\n\n/b c \n')).toEqual(['/a', '/b c']);
  expect(listText(['/a', { path: '/b', mode: 'copy' }])).toBeUndefined();
});

test('groups and words', () => {
  const keys = ['port', 'monitor.settleMs', 'host', 'monitor.enabled'];
  expect(grouped(keys.map((key) => setting({ key }))).map(([name, items]) => [name, items.map(({ key }) => key)])).toEqual([
    ['', ['port', 'host']],
    ['monitor', ['monitor.settleMs', 'monitor.enabled']],
  ]);
  expect([words('monitor.settleMs'), words('port'), words('databaseUrl')]).toEqual(['Settle ms', 'Port', 'Database url']);
});
