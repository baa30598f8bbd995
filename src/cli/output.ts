import pc from 'picocolors';
import { type AppError, toAppError } from '../core/errors.ts';
import { printable } from './printable.ts';

/**
 * What a command says. Results go to standard output; with --json that is exactly one JSON object on the last line.
 * Everything else (progress, notes, errors for people) goes to standard error.
 */
export class Output {
  readonly json: boolean;
  readonly #verbose: boolean;

  constructor(options: { readonly json: boolean; readonly verbose: boolean }) {
    this.json = options.json;
    this.#verbose = options.verbose;
  }

  /** The result: the object with --json, else the lines. */
  result(value: object, lines: () => readonly string[]): void {
    process.stdout.write(
      this.json
        ? `${JSON.stringify(value)}\n`
        : lines()
            .map((line) => `${printable(line)}\n`)
            .join(''),
    );
  }

  note(line: string): void {
    process.stderr.write(`${printable(line)}\n`);
  }

  error(thrown: unknown): void {
    const error = toAppError(thrown);
    const { title, next } = error.entry;
    if (this.json) process.stdout.write(`${JSON.stringify({ error: { code: error.code, title, detail: error.detail ?? null, next } })}\n`);
    process.stderr.write(
      errorLines(error)
        .flatMap((line) => line.split('\n'))
        .map((line) => `${printable(line)}\n`)
        .join(''),
    );
    if (this.#verbose) process.stderr.write(`${pc.dim(stackOf(error))}\n`);
    else if (error.code === 'internal') process.stderr.write(`${pc.dim('Run it again with --verbose for the stack.')}\n`);
  }
}

/** Title, what happened, what to do now. */
export function errorLines(error: AppError): string[] {
  const { title, next } = error.entry;
  const lines = [`${pc.red('✗')} ${pc.bold(title)}`];
  if (error.detail !== undefined && error.detail !== title) lines.push(`  ${error.detail}`);
  for (const field of error.fields ?? []) if (!error.detail?.includes(field.message)) lines.push(`  ${field.path}: ${field.message}`);
  lines.push(`  ${pc.cyan('→')} ${next}`);
  return lines;
}

function stackOf(error: AppError): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${error.cause.stack ?? error.cause.message}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
