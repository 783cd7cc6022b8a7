/** Sorting and filtering of table rows: pure. */

export type CellValue = string | number | boolean | null | undefined;

export type Sort = { id: string; desc: boolean };

type Valued<T> = { id: string; value: (row: T) => CellValue };

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const isMissing = (value: CellValue): boolean =>
  value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value));

function compare(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** Rows in order of a column; missing values stay last in both directions, ties keep their order. */
export function sortRows<T>(
  rows: readonly T[],
  columns: readonly Valued<T>[],
  sort: Sort | null,
): readonly T[] {
  const column = columns.find(({ id }) => id === sort?.id);
  if (!column || !sort) return rows;
  const keyed = rows.map((row) => ({ row, value: column.value(row) }));
  keyed.sort((a, b) => {
    const missing = Number(isMissing(a.value)) - Number(isMissing(b.value));
    if (missing !== 0 || isMissing(a.value)) return missing;
    return sort.desc ? compare(b.value, a.value) : compare(a.value, b.value);
  });
  return keyed.map(({ row }) => row);
}

/** Rows of which any column contains the words, whatever their case. */
export function filterRows<T>(
  rows: readonly T[],
  columns: readonly Valued<T>[],
  words: string,
): readonly T[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) =>
    columns.some(({ value }) =>
      String(value(row) ?? '')
        .toLowerCase()
        .includes(wanted),
    ),
  );
}

/** The sort after a press on a column's head: its natural direction, then the other, then none. */
export function nextSort(now: Sort | null, id: string, descFirst: boolean): Sort | null {
  if (now?.id !== id) return { id, desc: descFirst };
  return now.desc === descFirst ? { id, desc: !descFirst } : null;
}
