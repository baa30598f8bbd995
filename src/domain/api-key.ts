/** What a key may do, each including those before it: look; change the library; change settings, roots and keys. */
export const API_SCOPES = ['read', 'write', 'admin'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** Whether a key of this scope may do what needs `needed`. */
export function scopeAllows(scope: ApiScope, needed: ApiScope): boolean {
  return API_SCOPES.indexOf(scope) >= API_SCOPES.indexOf(needed);
}
