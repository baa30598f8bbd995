import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { SessionFile } from '../../api/types.ts';
import type { SessionResult } from './upload-queue.ts';

const PAGE = 500;

interface Settled {
  readonly files: SessionFile[];
  cursor: string | null;
}

/** What became of the files of a session. Pages whose files are all done are kept, not asked for again: of 5,000 files only the moving end is. */
export class SessionResults {
  private readonly settled = new Map<string, Settled>();

  async of(id: string): Promise<SessionResult> {
    // The session first: when it rests, the files read after it are all there is.
    const session = must((await api.GET('/api/v1/ingest/sessions/{id}', { params: { path: { id } } })).data);
    const known = this.settled.get(id) ?? { files: [], cursor: null };
    this.settled.set(id, known);
    const files = [...known.files];
    let settled = true;
    for (let cursor = known.cursor; ; ) {
      const query = { limit: PAGE, ...(cursor === null ? {} : { cursor }) };
      const page = must((await api.GET('/api/v1/ingest/sessions/{id}/files', { params: { path: { id }, query } })).data);
      files.push(...page.items);
      if (page.next === null) return { session, files };
      settled &&= page.items.every((file) => file.state === 'done');
      if (settled) {
        known.files.push(...page.items);
        known.cursor = page.next;
      }
      cursor = page.next;
    }
  }
}
