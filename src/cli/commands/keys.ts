import type { Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { API_SCOPES, type ApiScope } from '../../domain/api-key.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../printable.ts';

const DAY_MS = 86_400_000;

export function addKeys(program: Command, context: CliContext): void {
  const keys = program.command('keys').description('API keys, by which other programs come in when a password is set');

  const list = keys.command('list').description('list the keys');
  described(list, ['keys list']).action((options: CommonOptions) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load();
      const { listApiKeys } = await import('../../catalog/api-key-queries.ts');
      const rows = await run.withLibrary(config, { create: true }, ({ catalog }) => listApiKeys(catalog.read));
      const items = rows.map(({ id, name, hint, scope, created_at, expires_at, used_at }) => ({
        id,
        name,
        hint,
        scope,
        createdAt: isoOf(created_at),
        expiresAt: isoOf(expires_at),
        usedAt: isoOf(used_at),
      }));
      run.output.result({ items }, () =>
        items.length === 0
          ? ['There are no keys. Make one with: magpie keys create NAME']
          : items.map(
              (key) => `${key.id}  ${printable(key.name)}  ${key.hint}…  ${key.scope}  ${key.usedAt === null ? 'never used' : `last used ${key.usedAt}`}`,
            ),
      );
      return EXIT.ok;
    }),
  );

  const create = keys
    .command('create')
    .description('make a key; it is printed this once')
    .argument('<name>', 'what it is for, such as the program that uses it')
    .option('--scope <scope>', `what it may do: ${API_SCOPES.join(', ')}`, 'read')
    .option('--days <days>', 'how long it is valid; without it, until it is revoked');
  described(create, ['keys create gallery-dl', 'keys create phone --scope write --days 365']).action(
    (name: string, options: CommonOptions & { readonly scope: string; readonly days?: string }) =>
      runCommand(context, options, async (run) => {
        const scope = API_SCOPES.find((one) => one === options.scope);
        if (scope === undefined) throw new AppError('invalid-input', { detail: `--scope takes ${API_SCOPES.join(', ')}` });
        const days = options.days === undefined ? undefined : Number(options.days);
        if (days !== undefined && !(Number.isInteger(days) && days > 0 && days <= 3650))
          throw new AppError('invalid-input', { detail: '--days takes 1 to 3650' });
        if (name.trim() === '') throw new AppError('invalid-input', { detail: 'The name is empty' });
        const { config } = await run.load();
        const { createApiKey } = await import('../../auth/api-keys.ts');
        const now = Date.now();
        const wanted: { name: string; scope: ApiScope; expiresAt: number | null } = {
          name: name.trim(),
          scope,
          expiresAt: days === undefined ? null : now + days * DAY_MS,
        };
        const { key, row } = await run.withLibrary(config, { create: true }, ({ catalog }) => createApiKey(catalog, wanted, { actor: 'cli', now }));
        run.output.result({ id: row.id, key, scope }, () => [
          key,
          'Keep it now: it is not shown again. Send it as X-Api-Key, or as the password of HTTP basic.',
        ]);
        return EXIT.ok;
      }),
  );

  const revoke = keys.command('revoke').description('revoke a key: from now on it opens nothing').argument('<id>', 'its number, see magpie keys list');
  described(revoke, ['keys revoke 3']).action((id: string, options: CommonOptions) =>
    runCommand(context, options, async (run) => {
      if (!/^\d{1,15}$/.test(id)) throw new AppError('invalid-input', { detail: 'The number of a key is wanted, as magpie keys list shows it' });
      const { config } = await run.load();
      const { revokeApiKey } = await import('../../auth/api-keys.ts');
      const row = await run.withLibrary(config, { create: true }, ({ catalog }) => revokeApiKey(catalog, Number(id), { actor: 'cli', now: Date.now() }));
      run.output.result({ id: row.id, revoked: true }, () => [`“${printable(row.name)}” is revoked.`]);
      return EXIT.ok;
    }),
  );
}

function isoOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
