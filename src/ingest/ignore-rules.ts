import { readFile } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { toAppError } from '../core/errors.ts';
import { hiddenFolder, ignoredFolder } from './ignored-folder.ts';

export const IGNORE_FILE = '.magpieignore';
/** Nobody writes more; a larger file is a mistake and is not read. */
const MAX_CHARACTERS = 256 * 1024;

/**
 * What the `.magpieignore` files of a folder and of those above it say, in gitignore syntax; the deepest decides. But a folder
 * that one further up leaves out stays left out, or its files would be judged by rules that speak of the folder.
 */
export class IgnoreRules {
  readonly #base: string;
  readonly #rules: Ignore;
  readonly #above: IgnoreRules | undefined;

  constructor(base: string, text: string, above: IgnoreRules | undefined) {
    this.#base = base;
    this.#rules = ignore().add(text);
    this.#above = above;
  }

  /** For a path below the folder. Undefined when no rule speaks of it. */
  verdict(path: string, isFolder: boolean): 'ignored' | 'wanted' | undefined {
    const above = this.#above?.verdict(path, isFolder);
    if (isFolder && above === 'ignored') return above;
    const inside = relative(this.#base, path).split(sep).join('/');
    const { ignored, unignored } = this.#rules.test(isFolder ? `${inside}/` : inside);
    if (ignored) return 'ignored';
    if (unignored) return 'wanted';
    return above;
  }
}

/** The rules that hold in a folder: its own, if it has a file of them, on top of those above. */
export async function rulesIn(folder: string, above: IgnoreRules | undefined): Promise<IgnoreRules | undefined> {
  let text: string;
  try {
    text = await readFile(`${folder}/${IGNORE_FILE}`, 'utf8');
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'file-vanished' || (error as NodeJS.ErrnoException).code === 'EISDIR') return above;
    throw error; // rules that cannot be read must not let in what they keep out
  }
  return text.length > MAX_CHARACTERS ? above : new IgnoreRules(folder, text, above);
}

/** The rules of the folders above one. When they leave that folder out, asking for it by name outweighs them: none. */
export async function rulesAbove(folder: string): Promise<IgnoreRules | undefined> {
  const chain: string[] = [];
  for (let at = dirname(folder); ; at = dirname(at)) {
    chain.push(at);
    if (at === dirname(at)) break;
  }
  let rules: IgnoreRules | undefined;
  for (const above of chain.toReversed()) rules = await rulesIn(above, rules).catch(() => rules);
  return rules?.verdict(folder, true) === 'ignored' ? undefined : rules;
}

interface KnownFolder {
  readonly ignored: boolean;
  readonly rules: IgnoreRules | undefined;
}

/** Whether paths below a root are left out, one at a time: for what comes without a walk. Remembers folders until cleared. */
export class RuleBook {
  readonly #root: string;
  readonly #folders = new Map<string, Promise<KnownFolder>>();

  constructor(root: string) {
    this.#root = root;
  }

  async ignoresFile(path: string): Promise<boolean> {
    const { ignored, rules } = await this.#folder(dirname(path));
    return ignored || rules?.verdict(path, false) === 'ignored';
  }

  async ignoresFolder(path: string): Promise<boolean> {
    return (await this.#folder(path)).ignored;
  }

  clear(): void {
    this.#folders.clear();
  }

  #folder(path: string): Promise<KnownFolder> {
    const known = this.#folders.get(path);
    if (known) return known;
    const found = this.#read(path);
    this.#folders.set(path, found);
    found.catch(() => this.#folders.delete(path));
    return found;
  }

  async #read(path: string): Promise<KnownFolder> {
    if (path === this.#root || path === dirname(path)) return { ignored: false, rules: await rulesIn(path, await rulesAbove(path)) };
    const above = await this.#folder(dirname(path));
    const name = basename(path);
    const verdict = above.rules?.verdict(path, true);
    if (above.ignored || hiddenFolder(name) || verdict === 'ignored' || (verdict === undefined && ignoredFolder(name)))
      return { ignored: true, rules: undefined };
    return { ignored: false, rules: await rulesIn(path, above.rules) };
  }
}
