import { explainSearch } from '../../search/explain.ts';
import { Finder } from '../../search/finder.ts';
import { FIELDS, type FieldName, fieldFacts, ORDERS } from '../../search/query/fields.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { ExplainQuery, SearchExplanation, SearchFields } from '../schemas/search.ts';

export function searchRoutes(app: Api, { catalog, clock, index }: ServerDeps): void {
  const finder = new Finder(catalog, index);

  app.get(
    '/api/v1/search/explain',
    {
      schema: {
        operationId: 'explainSearch',
        tags: ['search'],
        summary: 'How a search is understood: its terms with their places and meaning, its normal form, the plan',
        querystring: ExplainQuery,
        response: { 200: SearchExplanation, ...problem },
      },
    },
    async ({ query }) => {
      const { terms, warnings, plan, ...rest } = await explainSearch(catalog, query.q, clock(), query.plan === 'true' ? finder : undefined);
      return {
        ...rest,
        terms: terms.map((term) => ({ ...term, tokens: term.tokens.map((token) => ({ ...token, tags: [...token.tags] })) })),
        warnings: warnings.map((one) => ({ ...one, instead: [...one.instead] })),
        plan: plan && { ...plan, steps: [...plan.steps] },
      };
    },
  );

  app.get(
    '/api/v1/search/fields',
    {
      schema: {
        operationId: 'listSearchFields',
        tags: ['search'],
        summary: 'What may stand before a colon, the values of those that take a list, and the orders',
        response: { 200: SearchFields, ...problem },
      },
    },
    async () => ({
      fields: (Object.keys(FIELDS) as FieldName[]).map((name) => {
        const { about, example, aliases = [], choices = [], optional = false } = fieldFacts(name);
        const values = [...choices, ...(optional ? ['none', 'any'] : [])];
        return { name, aliases: [...aliases], about, example, values };
      }),
      orders: [...ORDERS],
    }),
  );
}
