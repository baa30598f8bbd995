import { z } from 'zod';
import { samplesOf } from '../../catalog/tag-admin-queries.ts';
import { tagsByName, type TagRow } from '../../catalog/tag-queries.ts';
import { countRules, listRules } from '../../catalog/tag-rule-queries.ts';
import { countBoth } from '../../catalog/tag-statistics.ts';
import { ERROR_CATALOG } from '../../core/error-catalog.ts';
import { AppError } from '../../core/errors.ts';
import { requestSuggestions } from '../../curate/tags/request-tag-task.ts';
import { addRule, decideRules, reasonAgainst } from '../../curate/tags/rules.ts';
import { tagName } from '../../domain/tag.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import {
  Decided,
  Decision,
  ImplicationList,
  ImplicationPair,
  ImplicationPreview,
  ListImplicationsQuery,
  SearchImplications,
  SpreadTask,
} from '../schemas/tag.ts';
import { TaskAccepted } from '../schemas/task.ts';
import { toImplication } from '../views/tag-view.ts';
import { acceptedTask } from '../views/task-view.ts';

/** Pictures beside a suggestion. */
const SAMPLES = 6;
/** A preview counts so many assets: a second on SQLite. */
const COUNTED = 100_000;

export function tagImplicationRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const by = () => ({ actor: 'web', now: clock() });
  const pair = async (names: z.infer<typeof ImplicationPair>): Promise<[TagRow, TagRow]> => {
    const wanted = [names.antecedent, names.consequent].map((name) => tagName(name) ?? name);
    const found = await tagsByName(catalog.read, wanted);
    const rows = wanted.map((name) => found.get(name));
    for (const [at, row] of rows.entries()) if (row === undefined) throw new AppError('tag-not-found', { detail: wanted[at]! });
    return [rows[0]!, rows[1]!];
  };

  app.get(
    '/api/v1/tag-implications',
    {
      schema: {
        operationId: 'listTagImplications',
        tags: ['tags'],
        summary: 'Rules by which one tag brings another, and suggestions',
        querystring: ListImplicationsQuery,
        response: { 200: ImplicationList, ...problem },
      },
    },
    async ({ query }) => {
      const before = decodeCursor(query.cursor, z.tuple([z.number().int()]))?.[0];
      const rows = await listRules(catalog.read, query.state, query.origin, before, query.limit + 1);
      const page = rows.slice(0, query.limit);
      return {
        items: await Promise.all(page.map(async (rule) => toImplication(rule, await samplesOf(catalog.read, rule.antecedent_id, SAMPLES)))),
        counts: await countRules(catalog.read),
        next: rows.length > query.limit ? encodeCursor([page.at(-1)!.id]) : null,
      };
    },
  );

  app.get(
    '/api/v1/tag-implications/preview',
    {
      schema: {
        operationId: 'previewTagImplication',
        tags: ['tags'],
        summary: 'What a rule would do',
        querystring: ImplicationPair,
        response: { 200: ImplicationPreview, ...problem },
      },
    },
    async ({ query }) => {
      const [from, to] = await pair(query);
      const code = await reasonAgainst(catalog.read, from.id, to.id);
      const both = await countBoth(catalog.read, from.id, to.id, COUNTED);
      return {
        assets: from.count,
        gain: Math.min(from.count, COUNTED) - both,
        problem: code === undefined ? null : { code, title: ERROR_CATALOG[code].title, next: ERROR_CATALOG[code].next },
      };
    },
  );

  app.post(
    '/api/v1/tag-implications',
    {
      schema: {
        operationId: 'addTagImplication',
        tags: ['tags'],
        summary: 'A rule that holds at once',
        body: ImplicationPair,
        response: { 200: SpreadTask, ...problem },
      },
    },
    async ({ body }) => {
      const [from, to] = await pair(body);
      return { task_id: (await addRule(catalog, from.id, to.id, by())).task };
    },
  );

  app.post(
    '/api/v1/tag-implications/decide',
    {
      schema: {
        operationId: 'decideTagImplications',
        tags: ['tags'],
        summary: 'Approve suggestions, reject them, take rules back',
        description: 'An implied tag goes with its rule. What was rejected is not suggested again, and can be approved later.',
        body: Decision,
        response: { 200: Decided, ...problem },
      },
    },
    async ({ body }) => {
      const { approved, rejected, refused, task } = await decideRules(catalog, body.approve, body.reject, by());
      return {
        approved: [...approved],
        rejected: [...rejected],
        refused: refused.map((one) => ({ ...one, title: ERROR_CATALOG[one.code].title })),
        task_id: task,
      };
    },
  );

  app.post(
    '/api/v1/tag-implications/search',
    {
      schema: {
        operationId: 'searchTagImplications',
        tags: ['tags'],
        summary: 'Look for rules in names and in what goes together',
        body: SearchImplications,
        response: { 202: TaskAccepted, ...problem },
      },
    },
    async ({ body }, reply) => reply.code(202).send(acceptedTask(await requestSuggestions(catalog, body, by()))),
  );
}
