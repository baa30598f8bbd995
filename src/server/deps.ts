import type { FastifyInstance, RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Clock } from '../core/clock.ts';
import type { SettingsAccess } from '../domain/settings.ts';
import type { Logger } from '../core/logger.ts';
import type { LiveIndex } from '../search/index/live-index.ts';

/** The part of the configuration that HTTP needs; all paths absolute. */
export interface ServerSettings {
  readonly version: string;
  /** The address the service binds, as configured: `127.0.0.1`, `::1`, `localhost`, `0.0.0.0`, a name. */
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly inbox: string;
  /** Folders that may be scanned by request. */
  readonly roots: readonly string[];
  /** Days in the trash after which something is purged; 0 = never by itself. */
  readonly trashKeepDays: number;
  /** Bytes of one uploaded file. */
  readonly uploadMaxBytes: number;
  /** Files in one upload request. */
  readonly uploadMaxFiles: number;
  /** Whether addresses to import may name ports other than 80 and 443. */
  readonly importOtherPorts?: boolean;
  /** Setting webhook.secret; absent = the one kept in the catalog. */
  readonly webhookSecret?: string;
  /** When files are taken in slowly, and how many at once then; see isQuiet. */
  readonly quietHours?: { readonly hours: string; readonly maxFiles: number };
  /** What a person says of an asset is also written into a sidecar. */
  readonly writeSidecars?: boolean;
  /** Setting ingest.keepOtherFiles. */
  readonly keepOtherFiles?: readonly string[];
  /** The built web page; absent = API only. */
  readonly webDir?: string;
  /** Believe X-Forwarded-* of a reverse proxy on this machine. */
  readonly trustProxy?: boolean;
  /** /metrics needs no login although a password is set. */
  readonly metricsPublic?: boolean;
}

/** Where /metrics comes from. A prom-client Registry is one; a web worker passes the supervisor's merged text instead. */
export interface MetricsSource {
  readonly contentType: string;
  metrics(): Promise<string>;
}

export interface ServerDeps {
  readonly catalog: Catalog;
  readonly store: BlobStore;
  readonly config: ServerSettings;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Process row id, also the lease owner. */
  readonly owner: string;
  readonly metrics: MetricsSource;
  /** Roles that keep dying, as the supervisor knows; empty when all is well. */
  readonly degraded?: () => readonly string[];
  /** The tag index of this process; absent = the catalog answers every search. */
  readonly index?: LiveIndex;
  /** config.yml; absent = the settings cannot be seen or changed here. */
  readonly settings?: SettingsAccess;
}

/** A Fastify instance whose routes are typed by their zod schemas. */
export type Api = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;
