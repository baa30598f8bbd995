import { recordDeed } from '../../catalog/audit-queries.ts';
import { AppError } from '../../core/errors.ts';
import type { SettingsAccess, SettingsState } from '../../domain/settings.ts';
import type { Api, ServerDeps } from '../deps.ts';
import type { AuthGate } from '../plugins/auth-gate.ts';
import { problem } from '../schemas/responses.ts';
import { Settings, SettingsChange } from '../schemas/settings.ts';

/** config.yml through the API. The file is read and written by the supervisor, who lets it take effect too. */
export function settingsRoutes(app: Api, { catalog, clock, settings }: ServerDeps, gate: AuthGate): void {
  const access = (): SettingsAccess => {
    if (settings === undefined) throw new AppError('not-found', { detail: 'The settings cannot be changed here' });
    return settings;
  };

  app.get(
    '/api/v1/settings',
    {
      schema: {
        operationId: 'getSettings',
        tags: ['system'],
        summary: 'Every setting, its value and where it comes from',
        response: { 200: Settings, ...problem },
      },
    },
    async () => access().read(),
  );

  app.put(
    '/api/v1/settings',
    {
      schema: {
        operationId: 'changeSettings',
        tags: ['system'],
        summary: 'Write settings into config.yml and let them take effect',
        body: SettingsChange,
        response: { 200: Settings, ...problem },
      },
    },
    async ({ body }) => {
      const state = await access()
        .change({ ...body, passwordSet: await gate.passwordSet() })
        .catch((error: unknown) => {
          // Valid as YAML and yet no valid settings: then it is the request that is wrong.
          throw error instanceof AppError && error.code === 'invalid-config' && error.fields !== undefined
            ? new AppError('invalid-input', { ...(error.detail === undefined ? {} : { detail: error.detail }), fields: error.fields })
            : error;
        });
      const detail = { changes: shown(state, body.changes) };
      await catalog.write((tx) => recordDeed(tx, { actor: 'web', action: 'settings-changed', subject: 'config.yml', detail, now: clock() }));
      return state;
    },
  );
}

/** For the history: what was changed to what, without secrets. */
function shown(state: SettingsState, changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const secret = new Set(state.items.filter((item) => item.secret).map((item) => item.key));
  return Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, secret.has(key) && value !== null ? '(not shown)' : value]));
}
