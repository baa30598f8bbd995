import { Button, Center } from '@mantine/core';

interface MoreButtonProps {
  /** A list that comes page by page. */
  readonly query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> };
  /** Below a list that lies on the page itself instead of in a card. */
  readonly below?: boolean;
}

/** Loads the next page of a list, while there is one. */
export function MoreButton({ query, below = false }: MoreButtonProps) {
  if (!query.hasNextPage) return null;
  return (
    <Center {...(below ? { mt: 'lg' } : { p: 'md' })}>
      <Button variant="default" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
        Show more
      </Button>
    </Center>
  );
}
