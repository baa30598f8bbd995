import { notifications } from '@mantine/notifications';
import { problemOf } from '../../api/problem.ts';

/** Runs `work`; what goes wrong is said with its next step. Returns whether it went well. */
export async function sayProblem(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const { title, detail, next } = problemOf(error);
    notifications.show({ color: 'red', withBorder: true, title, message: [detail, next].filter(Boolean).join(' — ') });
    return false;
  }
}
