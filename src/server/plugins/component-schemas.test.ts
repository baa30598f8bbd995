import { expect, test } from 'vitest';
import { tidyComponentSchemas } from './component-schemas.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test('keeps what is reachable, gives request schemas their plain name where it is free', () => {
  const document = {
    paths: { a: ref('OnlyInput'), b: ref('Both'), c: ref('BothInput'), d: ref('Outer') },
    components: {
      schemas: {
        Only: {},
        OnlyInput: { title: 'only' },
        Both: {},
        BothInput: {},
        Outer: { items: ref('Inner') },
        Inner: {},
        Unused: {},
        Kept: {},
      },
    },
  };
  const tidied = tidyComponentSchemas(document, ['Kept']);
  expect(Object.keys(tidied.components.schemas)).toEqual(['Both', 'BothInput', 'Inner', 'Kept', 'Only', 'Outer']);
  expect(tidied.paths).toEqual({ a: ref('Only'), b: ref('Both'), c: ref('BothInput'), d: ref('Outer') });
  expect(tidied.components.schemas.Only).toEqual({ title: 'only' });
});
