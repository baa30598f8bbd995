import { expect, test } from 'vitest';
import { keywordTags } from './keyword-tags.ts';

const said = (keywords: string[], raw: Record<string, unknown> | null = null) => {
  const { tags, rating } = keywordTags({ keywords }, raw);
  return { tags: Object.fromEntries(tags), rating };
};

test('keywords of a photo programme', () => {
  expect(said(['Summer Holiday', 'Rome', '  ', '-no', 'rome'])).toEqual({ tags: { summer_holiday: undefined, rome: undefined }, rating: undefined });
});

test('namespaces of Hydrus', () => {
  expect(said(['creator:Ann B', 'series:saga', 'character:x', 'rating:questionable', 'title:some book', 're:zero'])).toEqual({
    tags: { ann_b: 'artist', saga: 'copyright', x: 'character', 'title:some_book': undefined, 're:zero': undefined },
    rating: 'questionable',
  });
});

test('downloads tell kinds and ratings, each site its own', () => {
  const keywords = ['ann', 'hat', 'miku'];
  const danbooru = { JSON: { category: 'danbooru', rating: 's', tag_string_artist: 'ann', tag_string_character: 'miku', tag_string_general: 'hat' } };
  expect(said(keywords, danbooru)).toEqual({ tags: { ann: 'artist', miku: 'character', hat: undefined }, rating: 'sensitive' });
  const e621 = { JSON: { category: 'e621', rating: 's', tags: { artist: ['ann'], species: ['miku'], invalid: ['hat'] } } };
  expect(said(keywords, e621)).toEqual({ tags: { ann: 'artist', miku: 'species', hat: 'invalid' }, rating: 'general' });
  expect(said(keywords, { JSON: { rating: 's', tags_artist: ['ann'] } }).rating).toBe(undefined);
  expect(said(keywords, { JSON: { category: 'gelbooru', rating: 'explicit', tags_artist: ['ann'] } })).toMatchObject({
    tags: { ann: 'artist' },
    rating: 'explicit',
  });
});
