// npm run dev: the program from its sources, in one process and restarted on every change, and the page with hot reload.
// Options go to the program: npm run dev -- --data DIR --port 7800 (the page asks port 7800 for its data).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bootstrap/root.mjs';

const node = join(root, 'node_modules/node/bin/node');
const children = [
  spawn(node, ['--watch-path=src', '--watch-preserve-output', 'src/main.ts', 'start', '--single', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    // A restart on every saved line must not touch what lies in the inbox.
    env: { MAGPIE_MONITOR_ENABLED: 'false', ...process.env },
  }),
  spawn(node, ['node_modules/vite/bin/vite.js', '--config', 'web/vite.config.ts'], { cwd: root, stdio: 'inherit' }),
];
const stop = () => children.forEach((child) => child.kill('SIGTERM'));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) child.once('exit', stop);
