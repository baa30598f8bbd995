import { validatorCompiler } from 'fastify-type-provider-zod';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Issue, plainIssue } from './plain-issue.ts';

const said = (schema: z.ZodType, value: unknown): string[] => {
  const { error } = validatorCompiler({ schema, method: 'GET', url: '/', httpPart: 'body' })(value) as { error: Issue[] };
  return error.map(plainIssue);
};
const id = z.coerce.number().int().positive();

test.each<[string, z.ZodType, unknown, string]>([
  ['a limit that is too high', z.coerce.number().int().max(200), '999', 'must be at most 200'],
  ['one that is too low', z.coerce.number().int().min(1), '0', 'must be at least 1'],
  ['an id below 1', id, '-1', 'must be above 0'],
  ['no number', id, 'notanumber', 'must be a number'],
  ['a broken number', id, '1.5', 'must be a whole number'],
  ['a long text', z.string().max(3), 'abcd', 'must have at most 3 characters'],
  ['an empty text', z.string().min(1), '', 'must not be empty'],
  ['a long list', z.array(z.number()).max(1), [1, 2], 'must have at most 1 entries'],
  ['nothing', z.object({ a: z.string() }), {}, 'is missing'],
  ['another type', z.boolean(), 'x', 'must be true or false'],
  ['no such choice', z.enum(['a', 'b']), 'c', 'must be one of a, b'],
  ['a field too many', z.strictObject({}), { x: 1 }, 'knows no “x”'],
  ['an id of a task', z.uuid(), 'x', 'must be an id such as 0199f2a4-7c3e-7b1a-9d55-2f6c1e8a4b70'],
  ['a pattern', z.string().regex(/^#/), 'x', 'is not written as it has to be'],
  ['no form at all', z.union([z.string(), z.number()]), true, 'must be a text, or must be a number'],
  ['nothing, of several forms', z.object({ a: z.union([z.string(), z.number()]) }), {}, 'is missing'],
  ['no form of several', z.union([z.object({ q: z.string() }), z.object({ ids: z.array(z.number()) })]), { q: 5 }, 'q must be a text, or ids is missing'],
  ['the words of a schema', z.string().refine(() => false, 'wants a colour'), 'x', 'wants a colour'],
])('%s', (_, schema, value, words) => {
  expect(said(schema, value)).toEqual([words]);
});
