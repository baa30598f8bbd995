import { useLocalStorage } from '@mantine/hooks';

/** A picture that was picked to be related to others: kept while one looks for those, over pages and tabs. */
export function useRemembered() {
  return useLocalStorage<number | null>({ key: 'magpie-remembered', defaultValue: null, getInitialValueInEffect: false });
}
