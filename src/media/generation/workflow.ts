import { pageGraph } from './comfyui/page-graph.ts';
import { isRecord, lenientObject } from './lenient-json.ts';

/**
 * The ComfyUI workflow among the raw texts of a generation, as it was written, to be opened in ComfyUI again. Undefined when
 * there is none, or when it was too long to be kept whole.
 */
export function workflowIn(raw: Readonly<Record<string, string>>): string | undefined {
  for (const [name, text] of Object.entries(raw)) {
    const object = lenientObject(text);
    if (object === undefined) continue;
    if (pageGraph(object) !== undefined) return text;
    // videos carry prompt and workflow in one comment, some tools as text in text
    const inner = name === 'prompt' ? undefined : object['workflow'];
    const found = typeof inner === 'string' ? inner : isRecord(inner) ? JSON.stringify(inner) : undefined;
    if (found !== undefined && pageGraph(lenientObject(found)) !== undefined) return found;
  }
  return undefined;
}
