import { ERROR_CATALOG, type ErrorEntry } from '../src/core/error-catalog.ts';

const RETRY_WORDS = { never: 'not by itself', later: 'by itself, with back-off', 'after-fix': 'once the cause is mended' } as const;

/** docs/errors.md: one section for each code, so that a problem's `type` can link to it. */
export function generateErrorDocs(catalog: Record<string, ErrorEntry> = ERROR_CATALOG): string {
  const sections = Object.entries(catalog).map(
    ([code, entry]) => `## ${code}\n\n${entry.title}. HTTP ${entry.status}; tried again: ${RETRY_WORDS[entry.retry]}.\n\n${entry.next}\n`,
  );
  return [
    '# Errors\n',
    'Generated from src/core/error-catalog.ts by `npm run gen`. Do not edit.\n',
    'Every failure has a code, a title and a next step: over HTTP as `application/problem+json` (RFC 9457), on the command line as text, per file in a session.\n',
    ...sections,
  ].join('\n');
}
