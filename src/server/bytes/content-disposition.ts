/** RFC 6266: a plain ASCII name for old programs, and the real one in UTF-8 (RFC 8187). */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  // Control characters and half surrogates have no place in a header; encodeURIComponent throws on the latter.
  const clean = name.replace(/[\p{Cc}\p{Surrogate}]/gu, '_');
  const ascii = clean.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(clean).replace(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
