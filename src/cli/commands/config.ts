import type { Command } from 'commander';
import pc from 'picocolors';
import { valueAt } from '../../config/describe-settings.ts';
import { FIELDS } from '../../config/fields.ts';
import { type CliContext, type CommonOptions, described, runCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

export function addConfig(program: Command, context: CliContext): void {
  const group = program.command('config').description('look at the settings');
  const print = group.command('print').description('print every setting in force').option('--sources', 'and where each value came from');
  described(print, ['config print', 'config print --sources --json']).action((options: CommonOptions & { sources?: boolean }) =>
    runCommand(context, options, async (run) => {
      const { config, sources } = await run.load();
      const shown = FIELDS.filter((field) => field.hidden !== true).map((field) => {
        const value = valueAt(config, field.path);
        return {
          key: field.path,
          value: field.secret === true && value !== null ? '(set, not shown)' : value,
          source: sources[field.path] ?? 'default',
        };
      });
      const wide = Math.max(...shown.map(({ key }) => key.length));
      const json = {
        settings: Object.fromEntries(shown.map(({ key, value }) => [key, value])),
        ...(options.sources === true ? { sources: Object.fromEntries(shown.map(({ key, source }) => [key, source])) } : {}),
      };
      run.output.result(json, () =>
        shown.map(
          ({ key, value, source }) =>
            `${key.padEnd(wide)}  ${typeof value === 'string' ? value : JSON.stringify(value)}${options.sources === true ? `  ${pc.dim(`(${source})`)}` : ''}`,
        ),
      );
      return EXIT.ok;
    }),
  );
  addWebhookSecret(group, context);
}

function addWebhookSecret(group: Command, context: CliContext): void {
  const secret = group.command('webhook-secret').description('print the key that signs webhooks, as receivers need it');
  described(secret, ['config webhook-secret']).action((options: CommonOptions) =>
    runCommand(context, options, async (run) => {
      const { config } = await run.load();
      const { webhookSecret } = await import('../../ingest/webhook.ts');
      const value = await run.withLibrary(config, { create: true }, ({ catalog }) => webhookSecret(catalog, config.webhook.secret));
      run.output.result({ secret: value, source: config.webhook.secret === undefined ? 'catalog' : 'settings' }, () => [value]);
      return EXIT.ok;
    }),
  );
}
