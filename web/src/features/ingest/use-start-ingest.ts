import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { type IngestDraft, requestOf } from './ingest-draft.ts';

/** Asks for an ingest, or for a look at what it would do, and goes to its page. */
export function useStartIngest() {
  const navigate = useNavigate();
  return useSingleMutation({
    mutationFn: async ({ draft, dryRun }: { draft: IngestDraft; dryRun: boolean }) =>
      must((await api.POST('/api/v1/ingest/process', { body: requestOf(draft, dryRun) })).data),
    onSuccess: ({ job_id }) => navigate({ to: '/ingest', search: { session: job_id } }),
  });
}
