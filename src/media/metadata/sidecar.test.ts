import { expect, test } from 'vitest';
import { readSidecar } from './sidecar.ts';
import { sidecarName } from './sidecar-name.ts';

function read(name: string, text: string) {
  const named = sidecarName(name);
  return named === undefined ? undefined : readSidecar(named, text);
}

test.each([
  ['a.jpg.xmp', { kind: 'xmp', media: 'a.jpg', stem: false }],
  ['a.xmp', { kind: 'xmp', media: 'a', stem: true }],
  ['A.CR2.XMP', { kind: 'xmp', media: 'A.CR2', stem: false }],
  ['v1.2.xmp', { kind: 'xmp', media: 'v1.2', stem: true }],
  ['a.png.json', { kind: 'json', media: 'a.png', stem: false }],
  ['a.png.txt', { kind: 'text', media: 'a.png', stem: false }],
  ['scores.json', { kind: 'scores', media: '', stem: false }],
  ['notes.txt', undefined],
  ['package.json', undefined],
  ['a.jpg', undefined],
])('%s', (name, expected) => {
  expect(sidecarName(name)).toEqual(expected);
});

test('gallery-dl: tags of all kinds and the artist; votes and the day of posting are only kept', () => {
  const data = {
    category: 'danbooru',
    id: 42,
    tags: ['1girl', 'solo'],
    tags_artist: ['ann'],
    artist: ['ann', 'bob'],
    rating: 's',
    score: 4,
    date: '2023-01-02 03:04:05',
    source: 'https://example.org/1',
  };
  const [entry] = read('a.png.json', JSON.stringify(data))!;
  expect(entry).toEqual({
    media: 'a.png',
    stem: false,
    facts: { keywords: ['1girl', 'solo'], creator: 'ann, bob', contentRating: 'sensitive' },
    raw: { JSON: data },
  });
  expect(read('a.png.json', JSON.stringify({ category: 'x', tags_artist: 'ann', tag_string_general: 'solo long_hair' }))![0]!.facts.keywords).toEqual([
    'ann',
    'solo',
    'long_hair',
  ]);
});

test('tags as text: lines, or commas', () => {
  expect(read('a.png.txt', '\ufeff1girl\r\nlong hair\n\n')![0]!.facts).toEqual({ keywords: ['1girl', 'long hair'] });
  expect(read('a.png.txt', '1girl, long hair, solo')![0]!.facts).toEqual({ keywords: ['1girl', 'long hair', 'solo'] });
  expect(read('a.png.txt', '')![0]!.facts).toEqual({});
});

test('scores of one picture and of a folder', () => {
  expect(read('a.png.json', '{"score": 4, "favourite": true, "content_rating": "Sensitive"}')![0]!.facts).toEqual({
    rating: 4,
    favourite: true,
    contentRating: 'sensitive',
  });
  expect(read('a.png.json', '{"score": 153}')![0]!.facts).toEqual({});
  expect(read('scores.json', '{"a.png": 5, "b.png": {"score": -1}, "c.png": {"favourite": true}, "d.png": 0, "e.png": "x"}')).toEqual([
    { media: 'a.png', stem: false, facts: { rating: 5 }, raw: { JSON: { score: 5 } } },
    { media: 'b.png', stem: false, facts: { rating: -1 }, raw: { JSON: { score: -1 } } },
    { media: 'c.png', stem: false, facts: { favourite: true }, raw: { JSON: { favourite: true } } },
  ]);
});

test('a download says how explicit it is, not what it is worth; what Magpie wrote into it counts', () => {
  const facts = (data: object) => read('a.png.json', JSON.stringify(data))![0]!.facts;
  expect(facts({ category: 'danbooru', rating: 's', score: 3, favorite: true })).toEqual({ contentRating: 'sensitive' });
  expect(facts({ category: 'e621', rating: 's' })).toEqual({ contentRating: 'general' });
  expect(facts({ category: 'gelbooru', rating: 'explicit' })).toEqual({ contentRating: 'explicit' });
  expect(facts({ category: 'x', rating: 'PG-13' })).toEqual({});
  expect(facts({ category: 'danbooru', rating: 'q', score: 3, magpie: { score: -1, favourite: false, contentRating: 'general' } })).toEqual({
    rating: -1,
    favourite: false,
    contentRating: 'general',
  });
});

test('what only has the name of a sidecar is none', () => {
  expect(read('a.png.json', '[1, 2]')).toBeUndefined();
  expect(read('a.png.json', '{')).toBeUndefined();
  expect(read('a.xmp', 'hello')).toBeUndefined();
  expect(read('scores.json', '{"version": "1"}')).toBeUndefined();
});

test('a content rating among the tags, as Hydrus writes it', () => {
  expect(read('a.png.txt', 'cat\nrating:questionable\n')![0]!.facts).toMatchObject({ contentRating: 'questionable' });
  expect(read('a.png.txt', 'cat\nrating:five stars\n')![0]!.facts).not.toHaveProperty('contentRating');
});
