import { type MissingProgram, missingPrograms, offerAgain } from '../../ingest/missing-programs.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { MissingProgramList, OfferAgainRequest, OfferAgainResult } from '../schemas/missing-programs.ts';
import { problem } from '../schemas/responses.ts';

/** Pages ask every few seconds; counting reads the skipped files of all sessions, 0.1 s for 100,000 of them. */
const KEEP_MS = 5_000;

export function missingProgramRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  let known: { readonly at: number; readonly list: Promise<MissingProgram[]> } | undefined;

  app.get(
    '/api/v1/ingest/missing-programs',
    {
      schema: {
        operationId: 'getMissingPrograms',
        tags: ['ingest'],
        summary: 'Which programs files wait for that were skipped because they are not installed; such files are offered again by themselves',
        response: { 200: MissingProgramList, ...problem },
      },
    },
    async () => {
      const now = clock();
      if (known === undefined || now < known.at || now - known.at > KEEP_MS) {
        known = { at: now, list: missingPrograms(catalog) };
        known.list.catch(() => (known = undefined));
      }
      return { items: await known.list };
    },
  );

  app.post(
    '/api/v1/ingest/missing-programs/retry',
    {
      schema: {
        operationId: 'offerAgain',
        tags: ['ingest'],
        summary: 'Try the files again now that wait for a program; one that is still missing makes them wait once more',
        body: OfferAgainRequest.nullish(),
        response: { 200: OfferAgainResult, ...problem },
      },
    },
    async ({ body }) => {
      const files = await offerAgain(catalog, body?.program, 'web', clock());
      known = undefined;
      return { files };
    },
  );
}
