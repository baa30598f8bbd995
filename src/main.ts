import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { takeChildSpec } from './config/child-env.ts';
import type { ChildSpec } from './supervisor/child-protocol.ts';

// Compiled code is kept beside the packages, for the next start. Where that cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/magpie-compiled'));

// A terminal that was closed or a pipe nobody reads is no reason to end without draining.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

// What this process is to be: a child of a supervisor, or the command on its command line.
const spec = takeChildSpec() as ChildSpec | undefined;
if (spec !== undefined) {
  const { runRole } = await import('./compose/child.ts');
  await runRole(spec);
} else {
  const { runMagpie } = await import('./compose/cli.ts');
  process.exit(await runMagpie(process.argv.slice(2)));
}
