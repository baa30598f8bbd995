import { Card } from './card.tsx';
import { MoreButton } from './more-button.tsx';
import { Pending } from './pending.tsx';
import classes from './row-list.module.css';

interface RowListProps<Item> {
  /** A list that comes page by page. */
  readonly query: React.ComponentProps<typeof Pending>['query'] &
    React.ComponentProps<typeof MoreButton>['query'] & { readonly data: { readonly pages: ReadonlyArray<{ readonly items: readonly Item[] }> } | undefined };
  /** Said instead of a list without entries. */
  readonly empty: React.ReactNode;
  /** One entry: a list item with its key, by the classes `row` and `text` of row-list.module.css. */
  readonly children: (item: Item) => React.ReactNode;
}

/** Entries one below the other in a card, with what is said before there are any and the way to more of them. */
export function RowList<Item>({ query, empty, children }: RowListProps<Item>) {
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <Pending query={query} />
      {items?.length === 0 && empty}
      {items !== undefined && items.length > 0 && (
        <Card flush>
          <ul className={classes.list}>{items.map((item) => children(item))}</ul>
        </Card>
      )}
      <MoreButton query={query} below />
    </>
  );
}
