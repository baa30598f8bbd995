import { FIELDS, type Field } from './fields.ts';

const SHOWN = FIELDS.filter((field) => field.hidden !== true);

/** The text of docs/configuration.md. */
export function configurationDoc(): string {
  return `# Settings

<!-- Generated from src/config/schema.ts by npm run gen. -->

Each setting is taken from the first of these places that has it:

1. the command line, such as \`magpie start --port 7900\`;
2. \`config.yml\` in the data folder;
3. the environment, or a \`.env\` file in the current folder (the environment wins);
4. the default.

\`magpie config print --sources\` shows every value and where it came from. An unknown key in \`config.yml\` stops the start and
names the key that was probably meant. Relative paths count from the data folder in \`config.yml\`, elsewhere from the current
folder. What is changed on the Settings page takes effect by itself; after a change of \`config.yml\`
by hand, \`kill -HUP\` the running supervisor, or restart it. An example file is in
[config.example.yml](config.example.yml).

| key | environment | default | meaning |
|---|---|---|---|
${SHOWN.map((field) => `| \`${field.path}\` | \`${field.env}\`${field.secret === true ? ` or \`${field.env}_FILE\`` : ''} | ${defaultText(field)} | ${field.description} |`).join('\n')}
`;
}

/** The text of docs/config.example.yml: every key of the file, commented out, with its default. */
export function configurationExample(): string {
  const lines = [
    '# Magpie settings. Copy to config.yml in the data folder and uncomment what you change.',
    '# Generated from src/config/schema.ts by npm run gen.',
  ];
  let section = '';
  for (const field of SHOWN.filter((one) => one.notInFile !== true)) {
    const [head, key] = field.path.split('.') as [string, string | undefined];
    const indent = key === undefined ? '' : '  ';
    lines.push('');
    if (key !== undefined && head !== section) lines.push(`# ${head}:`);
    section = key === undefined ? '' : head;
    lines.push(`# ${indent}# ${field.description}`, `# ${indent}${key ?? head}: ${exampleValue(field)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The default in words, code in backquotes. */
export function defaultText(field: Field): string {
  if (field.computed !== undefined) return field.computed;
  return Array.isArray(field.fallback) ? 'none' : `\`${String(field.fallback)}\``;
}

function exampleValue(field: Field): string {
  if (field.computed !== undefined) return `  # default: ${field.computed}`;
  if (Array.isArray(field.fallback)) return '[]  # such as [/home/me/Pictures, {path: /mnt/photos, mode: reference}]';
  return String(field.fallback);
}
