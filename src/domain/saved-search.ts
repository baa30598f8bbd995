import { plainName } from './plain-name.ts';

/** UTF-16 units. */
export const MAX_SEARCH_NAME = 100;
/** So many are kept: they are listed whole. */
export const MAX_SAVED_SEARCHES = 500;

/** What a name is found by: letter case and the kind of space do not matter. Undefined for what is no name. */
export function searchKey(name: string): string | undefined {
  const key = name.normalize('NFC').trim().toLowerCase().replace(/\s+/gu, '_');
  return key === '' || key.length > MAX_SEARCH_NAME || /[\p{Cc}\p{Cs}",*]/u.test(key) || /^(?:none|any)$/.test(key) ? undefined : key;
}

/** As kept and shown: without spaces at the ends or in a row, and without what cannot be seen. */
export function searchName(text: string): string {
  return plainName(text).normalize('NFC').replace(/\s+/gu, ' ').trim();
}
