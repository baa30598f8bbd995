import { queryOptions } from '@tanstack/react-query';
import { ProblemError, type Problem } from '../api/problem.ts';
import { videoUrl } from '../api/client.ts';

/** Playable now, or the reason it is not (the browsers' copy is being made, or cannot be). */
export type Playable = { readonly ready: true } | { readonly ready: false; readonly problem: Problem };

/** A copy for browsers takes about as long as the video itself to make. */
const ASK_AGAIN_MS = 3000;

export const isBeingMade = (playable: Playable | undefined): boolean => playable?.ready === false && playable.problem.code === 'video-preparing';

/** Whether there is something the browser can play. One byte is asked for: the question is whether, the player loads it. */
export const playableQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id, 'playable'],
    queryFn: async ({ signal }): Promise<Playable> => {
      const answer = await fetch(videoUrl(id), { headers: { range: 'bytes=0-0' }, signal });
      if (answer.ok) {
        await answer.body?.cancel();
        return { ready: true };
      }
      const problem = (await answer.json()) as Problem;
      if (answer.status !== 404) throw new ProblemError(problem);
      return { ready: false, problem };
    },
    refetchInterval: (query) => (isBeingMade(query.state.data) ? ASK_AGAIN_MS : false),
    staleTime: 60_000,
    retry: false,
  });
