import type { Generated } from 'kysely';
import type { ApiScope } from '../../domain/api-key.ts';

/** The change feed, written in the transaction of the edit. */
export interface ChangeTable {
  seq: Generated<number>;
  /** `tags`: names, aliases, implications or categories changed, of no asset in particular; `pools`: pools or what is in them. */
  kind: 'asset-added' | 'asset-updated' | 'asset-removed' | 'session' | 'tags' | 'pools';
  asset_id: number | null;
  session_id: string | null;
  at: number;
}

export interface LeaseTable {
  name: string;
  owner: string;
  until: number;
}

export interface ProcessTable {
  id: string;
  role: string;
  host: string;
  pid: number;
  started_at: number;
  heartbeat_at: number;
}

export interface SettingTable {
  key: string;
  value_json: string;
  updated_at: number;
}

/** A browser that is logged in; the cookie holds the token, the row its SHA-256. */
export interface LoginTable {
  token_hash: Buffer;
  user_agent: string;
  created_at: number;
  expires_at: number;
}

export interface LoginThrottleTable {
  /** `ip:<address>` or `account:<name>`. */
  key: string;
  failures: number;
  blocked_until: number;
  updated_at: number;
}

/** Who did what, for the history; written in the transaction of the deed. */
export interface AuditTable {
  id: Generated<number>;
  at: number;
  /** `web`, `cli` or `system`; accounts come later. */
  actor: string;
  action: string;
  /** What it was done to: a session id, an asset id, a setting. */
  subject: string;
  detail_json: string;
}

/** A key by which another program comes in. */
export interface ApiKeyTable {
  id: Generated<number>;
  name: string;
  /** SHA-256 of the key. */
  key_hash: Buffer;
  /** Its first characters, to tell it from others. */
  hint: string;
  scope: ApiScope;
  created_at: number;
  expires_at: number | null;
  used_at: number | null;
}
