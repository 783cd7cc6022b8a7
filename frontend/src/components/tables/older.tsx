import { Button } from '@mantine/core';

type Pages = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
};

/** The way to the rows before the oldest one shown; nothing where there are none. */
export function Older({ query, what }: { query: Pages; what: string }) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      size="xs"
      variant="default"
      style={{ margin: 8 }}
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      Older {what}
    </Button>
  );
}
