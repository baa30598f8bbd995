import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { buildProgram } from '../src/cli/program.ts';
import type { CliWiring } from '../src/cli/wiring.ts';

const EXAMPLES = join(import.meta.dirname, '../test/golden/cli-json.json');

/** The text of docs/cli.md: the help of every command, and the object each prints with --json. */
export function generateCliDocs(): string {
  const unused = (): never => {
    throw new Error('only the help is wanted');
  };
  const wiring: CliWiring = { version: '', createLogger: unused, openLibrary: unused, start: unused, startWorkers: unused };
  const program = buildProgram({ wiring, exit: () => {} });
  const examples = JSON.parse(readFileSync(EXAMPLES, 'utf8')) as Record<string, object>;
  const sections = leaves(program).map((command) => {
    const name = nameOf(command);
    const example = examples[name];
    const json = example === undefined ? '' : `\nWith \`--json\`:\n\n\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\`\n`;
    return `## magpie ${name}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n${json}`;
  });
  return `# Command line

<!-- Generated from src/cli and test/golden/cli-json.json by npm run gen. -->

\`./magpie <command>\` in the folder of the repository. Every command takes \`--data DIR\`, \`--json\` and \`--verbose\`.

With \`--json\` the **last line of standard output is one JSON object**. Everything else (progress, log lines, errors for
people) goes to standard error. An error is an object too:

\`\`\`json
${JSON.stringify(examples['error'], null, 2)}
\`\`\`

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | error: it says what happened and what to do |
| 2 | wrong usage |
| 3 | it ran, but some files failed (\`ingest\`) or problems were found (\`verify\`, \`doctor\`) |
| 130 | stopped by Ctrl-C; the same command continues |

\`\`\`text
${helpOf(program)}
\`\`\`

${sections.join('\n')}`;
}

/** Commands that do something; groups such as `config` only hold others. */
function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.filter((child) => child.name() !== 'help').flatMap(leaves);
}

function nameOf(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  return names.join(' ');
}

/** As --help prints it on a terminal of 100 columns. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100, getOutHasColors: () => false });
  command.outputHelp();
  return text.trim();
}
