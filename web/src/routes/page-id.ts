/** The number in the address of a page; undefined for what cannot be one: there is no such page. */
export function pageId(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
