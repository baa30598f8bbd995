/**
 * The type provider writes every named schema twice, as `X` for answers and `XInput` for requests. This keeps what is
 * reachable from the paths or named in `keep`, and gives `XInput` its plain name back where `X` itself is not used.
 */
export function tidyComponentSchemas<T extends object>(document: T, keep: readonly string[]): T {
  const components = (document as { components?: { schemas?: Record<string, unknown> } }).components;
  const schemas = components?.schemas ?? {};
  const used = new Set<string>(keep);
  const queue: unknown[] = [{ ...document, components: {} }, ...keep.map((name) => schemas[name])];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    for (const name of referencesIn(value)) {
      if (used.has(name)) continue;
      used.add(name);
      queue.push(schemas[name] ?? null);
    }
  }
  const finalName = (name: string) => {
    const plain = name.replace(/Input$/, '');
    return used.has(plain) ? name : plain;
  };
  const tidied = Object.fromEntries(
    Object.keys(schemas)
      .filter((name) => used.has(name))
      .map((name) => [finalName(name), schemas[name]])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
  const whole = { ...document, components: { ...components, schemas: tidied } };
  return JSON.parse(JSON.stringify(whole), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' && value.startsWith(PREFIX) ? PREFIX + finalName(value.slice(PREFIX.length)) : value,
  ) as T;
}

function referencesIn(value: unknown): string[] {
  return [...(JSON.stringify(value) ?? '').matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]!);
}

const PREFIX = '#/components/schemas/';
