import { useNavigate } from '@tanstack/react-router';
import type { Outcome, Session } from '../../api/types.ts';

/** Opens the files of a session that ended so. */
export function useShowFiles({ id }: Session): (outcome: Outcome | null) => void {
  const navigate = useNavigate();
  return (outcome) => void navigate({ to: '/sessions/$id', params: { id }, search: outcome ? { outcome } : {} });
}
