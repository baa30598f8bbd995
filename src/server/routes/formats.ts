import { FORMATS } from '../../domain/format.ts';
import { type FormatSupport, formatSupport } from '../../media/format-support.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { FormatList } from '../schemas/formats.ts';
import { problem } from '../schemas/responses.ts';

/** The tools are asked again after this long: somebody may have installed one. */
const KEEP_MS = 10_000;

export function formatRoutes(app: Api, { clock, config }: ServerDeps): void {
  let known: { readonly at: number; readonly list: Promise<FormatSupport[]> } | undefined;

  app.get(
    '/api/v1/formats',
    {
      schema: {
        operationId: 'getFormats',
        tags: ['system'],
        summary: 'Every type of file Magpie knows, whether it can be taken in here, by what, and what enables the rest',
        response: { 200: FormatList, ...problem },
      },
    },
    async () => {
      const now = clock();
      if (known === undefined || now < known.at || now - known.at > KEEP_MS) known = { at: now, list: formatSupport() };
      return {
        items: (await known.list).map((support) => {
          const { kind, mime, title, endings } = FORMATS[support.format];
          return { ...support, title, kind, mime, endings: [...endings] };
        }),
        keepsOtherFiles: [...(config.keepOtherFiles ?? [])],
      };
    },
  );
}
