import { notifications } from '@mantine/notifications';
import { api } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { must } from '../../api/queries.ts';
import { MarkQueue } from './mark-queue.ts';

/** The marks of this browser that wait for the server. Two pages of it must not send the same ones. */
export const marks = new MarkQueue({
  storage: localStorage,
  send: async (said) => must((await api.POST('/api/v1/assets/marks', { body: { marks: said } })).data),
  alone: async (work) => {
    if ('locks' in navigator) await navigator.locks.request('magpie-marks', work);
    else await work();
  },
  onRefused: (said, error) => {
    const { title, next } = problemOf(error);
    notifications.show({ color: 'red', title: `Not kept for picture ${said.map(({ id }) => id).join(', ')}: ${title}`, message: next, autoClose: false });
  },
});

/** What an earlier visit left behind goes out, also when the network is back. */
export function followMarks(): () => void {
  const flush = (): void => void marks.flush();
  flush();
  window.addEventListener('online', flush);
  return () => window.removeEventListener('online', flush);
}
