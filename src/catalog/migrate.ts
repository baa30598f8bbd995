import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '../core/errors.ts';
import type { Catalog } from './catalog.ts';
import { spine } from './migrations/0001-spine.ts';
import { uploads } from './migrations/0002-uploads.ts';
import { trash } from './migrations/0003-trash.ts';
import { sessionControl } from './migrations/0004-session-control.ts';
import { sessionHistory } from './migrations/0005-session-history.ts';
import { roots } from './migrations/0006-roots.ts';
import { waiting } from './migrations/0007-waiting.ts';
import { media } from './migrations/0008-media.ts';
import { sessionCare } from './migrations/0009-session-care.ts';
import { stacks } from './migrations/0010-stacks.ts';
import { sidecars } from './migrations/0011-sidecars.ts';
import { duplicateKeepers } from './migrations/0012-duplicate-keepers.ts';
import { tags } from './migrations/0014-tags.ts';
import { tagNames } from './migrations/0015-tag-names.ts';
import { assetEdits } from './migrations/0017-asset-edits.ts';
import { text } from './migrations/0016-text.ts';
import { apiKeys } from './migrations/0021-api-keys.ts';
import { marks } from './migrations/0018-marks.ts';
import { links } from './migrations/0019-links.ts';
import { savedSearches } from './migrations/0020-saved-searches.ts';
import type { Database } from './schema.ts';

interface Migratable extends Catalog {
  readonly migrationDb: Kysely<Database>;
}

/** Brings the schema up to date. Safe to run at the same time from several machines: Kysely locks. */
export async function migrate(catalog: Catalog): Promise<void> {
  const migrator = new Migrator({
    db: (catalog as Migratable).migrationDb,
    provider: {
      getMigrations: async (): Promise<Record<string, Migration>> => ({
        '0001-spine': { up: (db) => spine(db as Kysely<never>, catalog.engine) },
        '0002-uploads': { up: (db) => uploads(db as Kysely<never>, catalog.engine) },
        '0003-trash': { up: (db) => trash(db as Kysely<never>, catalog.engine) },
        '0004-session-control': { up: (db) => sessionControl(db as Kysely<never>, catalog.engine) },
        '0005-session-history': { up: (db) => sessionHistory(db as Kysely<never>, catalog.engine) },
        '0006-roots': { up: (db) => roots(db as Kysely<never>, catalog.engine) },
        '0007-waiting': { up: (db) => waiting(db as Kysely<never>) },
        '0008-media': { up: (db) => media(db as Kysely<never>, catalog.engine) },
        '0009-session-care': { up: (db) => sessionCare(db as Kysely<never>, catalog.engine) },
        '0010-stacks': { up: (db) => stacks(db as Kysely<never>, catalog.engine) },
        '0011-sidecars': { up: (db) => sidecars(db as Kysely<never>, catalog.engine) },
        '0012-duplicate-keepers': { up: (db) => duplicateKeepers(db as Kysely<never>) },
        '0014-tags': { up: (db) => tags(db as Kysely<never>, catalog.engine) },
        '0015-tag-names': { up: (db) => tagNames(db as Kysely<never>, catalog.engine) },
        '0017-asset-edits': { up: (db) => assetEdits(db as Kysely<never>, catalog.engine) },
        '0016-text': { up: (db) => text(db as Kysely<never>, catalog.engine) },
        '0021-api-keys': { up: (db) => apiKeys(db as Kysely<never>, catalog.engine) },
        '0018-marks': { up: (db) => marks(db as Kysely<never>, catalog.engine) },
        '0020-saved-searches': { up: (db) => savedSearches(db as Kysely<never>, catalog.engine) },
        '0019-links': { up: (db) => links(db as Kysely<never>, catalog.engine) },
      }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const message = error instanceof Error ? error.message : String(error);
  if (/corrupted migrations|missing/i.test(message)) throw new AppError('catalog-newer', { detail: message, cause: error });
  throw error;
}
