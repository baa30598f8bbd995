import { ProblemError } from './problem.ts';

/** So many of one name nobody has. */
const MOST = 50;

/**
 * Brings back what has a name: where another one took it since (the server answers `taken`), as `name (2)`, `name (3)` and so on. Returns
 * the name it has now; throws what else the server says.
 */
export async function withFreeName(name: string, longest: number, taken: string, bring: (name: string) => Promise<unknown>): Promise<string> {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : ` (${number})`;
    const wanted = `${name.slice(0, longest - ending.length).trimEnd()}${ending}`;
    try {
      await bring(wanted);
      return wanted;
    } catch (error) {
      if (!(error instanceof ProblemError && error.problem.code === taken) || number >= MOST) throw error;
    }
  }
}
