import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forEachEngine } from '../support/catalogs.ts';
import { describeSchema } from './describe-schema.ts';

forEachEngine('schema', (open) => {
  // After a migration was added: npx vitest run test/golden -u, then read the diff.
  test('is the one in the golden file', async () => {
    const catalog = await open();
    await expect(await describeSchema(catalog)).toMatchFileSnapshot(join(import.meta.dirname, `schema.${catalog.engine}.sql`));
  });
});
