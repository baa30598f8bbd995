import { sessionById } from '../../catalog/session-queries.ts';
import { AppError } from '../../core/errors.ts';
import { pauseSession, resumeSession, retryFailed } from '../../ingest/session-control.ts';
import { cancelAtOnce, finishCancel } from '../../ingest/cancel-session.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { RetryRequest, RetryResult, SessionParams, SessionView } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';
import { sessionViews } from '../views/session-view.ts';

const CONTROLS = {
  pause: { operationId: 'pauseSession', summary: 'Begin nothing more of a session until it is resumed, restarts included; files under way are finished' },
  resume: { operationId: 'resumeSession', summary: 'Go on with a paused session' },
  cancel: { operationId: 'cancelSession', summary: 'Stop a session; files not started yet are counted as skipped' },
} as const;

export function sessionControlRoutes(app: Api, { catalog, clock, config, logger }: ServerDeps): void {
  const view = async (id: string) => {
    const row = await sessionById(catalog, id);
    if (row === undefined) throw new AppError('session-not-found');
    return (await sessionViews(catalog, [row], clock(), config))[0]!;
  };
  const acts = {
    pause: (id: string) => pauseSession(catalog, id, 'web', clock()),
    resume: (id: string) => resumeSession(catalog, id, 'web', clock()),
    cancel: async (id: string) => {
      await cancelAtOnce(catalog, id, clock(), 'web');
      // Up to a minute for a million files: nobody need wait for it.
      finishCancel(catalog, id, clock()).catch((error: unknown) => logger.warn({ session: id, err: error }, 'cancel: the monitor goes on with it'));
    },
  };
  for (const name of ['pause', 'resume', 'cancel'] as const) {
    app.post(
      `/api/v1/ingest/sessions/:id/${name}`,
      { schema: { ...CONTROLS[name], tags: ['ingest'], params: SessionParams, response: { 200: SessionView, ...problem } } },
      async ({ params }) => {
        await acts[name](params.id);
        return view(params.id);
      },
    );
  }
  app.post(
    '/api/v1/ingest/sessions/:id/retry',
    {
      schema: {
        operationId: 'retrySession',
        tags: ['ingest'],
        summary: 'Try the files again that failed, were set aside or need a program that was missing: all, or those of one error code',
        params: SessionParams,
        body: RetryRequest.nullish(),
        response: { 200: RetryResult, ...problem },
      },
    },
    async ({ params, body }) => {
      const files = await retryFailed(catalog, params.id, body?.code, 'web', clock());
      return { files, session: await view(params.id) };
    },
  );
}
