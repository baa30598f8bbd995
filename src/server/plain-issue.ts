/** What a validator found wrong in one place, as fastify-type-provider-zod passes it on. */
export interface Issue {
  readonly keyword?: string;
  readonly message?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The validator's own words; what a schema says itself is plain already. */
const RAW = /^(?:Invalid|Too (?:big|small)|Unrecognized)/;

const TYPES: Readonly<Record<string, string>> = {
  number: 'must be a number',
  int: 'must be a whole number',
  string: 'must be a text',
  boolean: 'must be true or false',
  array: 'must be a list',
  tuple: 'must be a list',
  object: 'must be an object with names and values',
  record: 'must be an object with names and values',
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'must be an id such as 0199f2a4-7c3e-7b1a-9d55-2f6c1e8a4b70',
  datetime: 'must be a time such as 2026-11-21T12:00:00Z',
  url: 'must be an address such as https://example.org/',
};

/** An issue as people say it: what the value must be. */
export function plainIssue({ keyword, message = 'is not valid', params = {} }: Issue): string {
  if (!RAW.test(message)) return message;
  const { origin, inclusive, maximum, minimum, expected, values, keys, format, divisor } = params;
  switch (keyword) {
    case 'too_big':
      return limited(origin, String(maximum), inclusive === false ? 'must be below' : 'must be at most', 'at most');
    case 'too_small':
      if (origin !== 'number' && origin !== 'int' && Number(minimum) === 1) return 'must not be empty';
      return limited(origin, String(minimum), inclusive === false ? 'must be above' : 'must be at least', 'at least');
    case 'invalid_type':
      return message.endsWith('received undefined') ? 'is missing' : (TYPES[String(expected)] ?? 'has the wrong type');
    case 'invalid_value':
      return Array.isArray(values) ? `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}` : 'is not one of those it can be';
    case 'unrecognized_keys':
      return `knows no ${Array.isArray(keys) ? keys.map((key) => `“${key}”`).join(', ') : 'such field'}`;
    case 'invalid_format':
      return FORMATS[String(format)] ?? 'is not written as it has to be';
    case 'not_multiple_of':
      return `must be a multiple of ${String(divisor)}`;
    case 'invalid_union':
      return noneOf(params['errors']);
    default:
      return 'is not what is wanted here';
  }
}

/** Of several forms a value may have: what the first hindrance of each is. */
function noneOf(forms: unknown): string {
  if (!Array.isArray(forms) || forms.length === 0) return 'is not what is wanted here';
  const ways = (forms as ReadonlyArray<ReadonlyArray<{ code: string; message: string; path: readonly PropertyKey[] }>>).flatMap((issues) =>
    issues.slice(0, 1).map((issue) => {
      const words = plainIssue({ keyword: issue.code, message: issue.message, params: { ...issue } });
      return issue.path.length === 0 ? words : `${issue.path.join('.')} ${words}`;
    }),
  );
  return [...new Set(ways)].join(', or ');
}

function limited(origin: unknown, limit: string, ofNumber: string, ofOthers: string): string {
  if (origin === 'string') return `must have ${ofOthers} ${limit} characters`;
  if (origin === 'array' || origin === 'set') return `must have ${ofOthers} ${limit} entries`;
  return `${ofNumber} ${limit}`;
}
