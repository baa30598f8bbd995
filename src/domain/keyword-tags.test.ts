import { expect, test } from 'vitest';
import { keywordTags } from './keyword-tags.ts';

const said = (keywords: string[], raw: Record<string, unknown> | null = null) => Object.fromEntries(keywordTags({ keywords }, raw));

test('keywords of a photo programme', () => {
  expect(said(['Summer Holiday', 'Rome', '  ', '-no', 'rome'])).toEqual({ summer_holiday: undefined, rome: undefined });
});

test('namespaces of Hydrus', () => {
  expect(said(['creator:Ann B', 'series:saga', 'character:x', 'rating:questionable', 'title:some book', 're:zero'])).toEqual({
    ann_b: 'artist',
    saga: 'copyright',
    x: 'character',
    'title:some_book': undefined,
    're:zero': undefined,
  });
});

test('downloads tell kinds', () => {
  const keywords = ['ann', 'hat', 'miku'];
  const danbooru = { JSON: { category: 'danbooru', rating: 's', tag_string_artist: 'ann', tag_string_character: 'miku', tag_string_general: 'hat' } };
  expect(said(keywords, danbooru)).toEqual({ ann: 'artist', miku: 'character', hat: undefined });
  const e621 = { JSON: { category: 'e621', rating: 's', tags: { artist: ['ann'], species: ['miku'], invalid: ['hat'] } } };
  expect(said(keywords, e621)).toEqual({ ann: 'artist', miku: 'species', hat: 'invalid' });
  expect(said(keywords, { JSON: { category: 'gelbooru', tags_artist: ['ann'] } })).toMatchObject({ ann: 'artist' });
});
