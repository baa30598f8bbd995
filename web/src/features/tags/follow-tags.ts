import type { QueryClient } from '@tanstack/react-query';
import { events } from '../../api/event-hub.ts';

/** A list of 200,000 tags changes them a hundred times. */
const REFRESH_MS = 800;

/** Keeps what is shown of tags in step. Returns how to stop. */
export function followTags(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const key of ['tags', 'tag', 'tag-categories', 'tag-implications', 'tag-tasks']) void queries.invalidateQueries({ queryKey: [key] });
    }, REFRESH_MS);
  };
  const stops = [events.on('tags', soon), events.on('reset', soon)];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
