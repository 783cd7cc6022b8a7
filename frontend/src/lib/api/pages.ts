/**
 * Lists come in pages. A screen shows the newest rows and a way to the older ones, or, where it needs
 * the whole list to choose from, asks for page after page: the first page is never taken for all.
 */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { http, type Query } from './http';
import type { Page } from './market-types';

/** The most rows that the server gives at a time. */
export const PAGE = 200;

type Pages<Row> = { pages: Page<Row>[] };

/** A list shown a page at a time, as its rows so far; `fetchNextPage` brings the older ones. */
export function pagesOptions<Row>(key: readonly unknown[], path: string, query: Query = {}) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<Row>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    select: ({ pages }: Pages<Row>) => pages.flatMap(({ results }) => results),
  });
}

/** Every row of a list. */
export async function everyRow<Row>(
  path: string,
  { query = {}, signal }: { query?: Query; signal?: AbortSignal } = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<Row> = await http.get<Page<Row>>(path, {
      query: { ...query, limit: PAGE, cursor },
      signal,
    });
    rows.push(...page.results);
    cursor = page.next;
  }
  return rows;
}
