import { type Document, parseDocument } from 'yaml';
import { AppError } from '../core/errors.ts';

/**
 * config.yml as a document that keeps its comments. Throws `invalid-config` with place and kind of the fault. The words of
 * the parser are not passed on, also not as the cause: they repeat the line, and a password may be in it.
 */
export function parseYaml(text: string, path: string): Document.Parsed {
  const document = parseDocument(text, { logLevel: 'silent' });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const at = fault.linePos?.[0];
    const place = at === undefined ? '' : ` line ${at.line}, column ${at.col}`;
    throw invalid(path, `${place}: ${fault.code.toLowerCase().replaceAll('_', ' ')}`);
  }
  try {
    document.toJS();
  } catch {
    throw invalid(path, ': an alias (*name) has no anchor (&name)');
  }
  return document;
}

function invalid(path: string, fault: string): AppError {
  return new AppError('invalid-config', { detail: `${path}${fault}. It is not valid YAML; texts with : # * & or @ in them need quotes.` });
}
