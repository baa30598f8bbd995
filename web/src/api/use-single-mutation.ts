import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';

/** As far apart as the two clicks of a double click are. */
const DOUBLE_CLICK_MS = 500;

/**
 * `useMutation` for what must not be done twice: while it runs, `mutate` does nothing. `isPending` alone does not
 * guard a button: the second click comes before it is rendered (8 ms later), or after a fast answer.
 */
export function useSingleMutation<Data, Variables = void>(options: UseMutationOptions<Data, Error, Variables>) {
  const held = useRef(false);
  const mutation = useMutation(options);
  const mutate = (variables: Variables): void => {
    if (held.current) return;
    held.current = true;
    const release = (): void => void (held.current = false);
    mutation.mutate(variables, { onSettled: () => void setTimeout(release, DOUBLE_CLICK_MS) });
  };
  return { ...mutation, mutate };
}
