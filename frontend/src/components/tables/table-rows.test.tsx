/** TanStack Table is the oracle: the same rows in the same order from the same sort and filter. */
import {
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  filterFns,
  globalFilteringFeature,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { filterRows, sortRows } from './table-rows';

type Row = { id: number; name: string; size: number; gap: number | null };

const features = tableFeatures({
  columnFilteringFeature,
  rowSortingFeature,
  globalFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  sortFns,
  filterFns,
});

const columns = (['name', 'size', 'gap'] as const).map((id) => ({
  id,
  value: (row: Row) => row[id],
}));

/** The same every time: the generator of Park and Miller (1988). */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

function rowsOf(seed: number, count: number): Row[] {
  const next = seeded(seed);
  return Array.from({ length: count }, (_, id) => ({
    id,
    name: `SYM${Math.floor(next() * 40)}`,
    size: Math.round((next() - 0.5) * 20) / 4,
    gap: next() < 0.3 ? null : next() * 1e-6,
  }));
}

type Asked = { id: keyof Row; desc: boolean; words: string };

function oracle(rows: Row[], { id, desc, words }: Asked): number[] {
  const { result } = renderHook(() =>
    useTable({
      features,
      data: rows,
      columns: columns.map((column) => ({
        id: column.id,
        accessorFn: (row: Row) => column.value(row) ?? undefined,
        sortUndefined: 'last' as const,
        sortFn: column.id === 'name' ? ('alphanumeric' as const) : ('basic' as const),
      })),
      globalFilterFn: 'includesString',
      getColumnCanGlobalFilter: () => true,
      initialState: { sorting: [{ id, desc }], globalFilter: words || undefined },
    }),
  );
  return result.current.getRowModel().rows.map((row) => row.original.id);
}

const ours = (rows: Row[], { id, desc, words }: Asked) =>
  sortRows(filterRows(rows, columns, words), columns, { id, desc }).map((row) => row.id);

describe('sorting and filtering of rows', () => {
  it.each(['name', 'size', 'gap'] as const)('is that of the library, by %s', (id) => {
    for (const desc of [false, true]) {
      for (const words of ['', 'sym1', 'SYM3', '0.5', 'nothing']) {
        const rows = rowsOf(words.length + 7, 200);
        const asked = { id, desc, words };
        expect(ours(rows, asked), JSON.stringify(asked)).toEqual(oracle(rows, asked));
      }
    }
  });
});
