// The rooms of the house and who may call whom: imports point one way.
const room = (names) => `^src/(${names.join('|')})/`;
const layers = [
  ['core'],
  ['domain'],
  ['catalog', 'blobs', 'media', 'auth'],
  ['jobs', 'search'],
  ['roots'],
  ['ingest'],
  ['enrich'],
  ['watch'],
  ['server', 'supervisor'],
  ['cli'],
  ['compose'],
];
const upward = layers.slice(0, -1).map((names, index) => ({
  name: `${names.join('-')}-imports-downward-only`,
  severity: 'error',
  from: { path: room(names), pathNot: '\\.test\\.ts$' },
  to: { path: room(layers.slice(index + 1).flat()) },
}));
const only = (name, what, allowed) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: [...allowed, '\\.test\\.ts$'] },
  to: { path: what },
});
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^(src|web)/' }, to: { circular: true } },
    ...upward.map((rule) => (rule.name.startsWith('cli-') ? { ...rule, from: { ...rule.from, pathNot: ['\\.test\\.ts$', '^src/cli/commands/'] } } : rule)),
    {
      name: 'core-imports-nothing',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^src/core/', dependencyTypesNot: ['core'] },
    },
    only('sql-only-in-catalog', 'node_modules/(kysely|better-sqlite3|pg)/', ['^src/catalog/']),
    only('child-processes-only-in-media-and-supervisor', '^(node:)?(child_process|cluster)$', ['^src/media/', '^src/supervisor/']),
    { name: 'web-imports-the-sdk-only', severity: 'error', from: { path: '^web/' }, to: { path: '^src/', pathNot: '^src/sdk/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
