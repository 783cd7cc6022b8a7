import { VisuallyHidden } from '@mantine/core';

export type ChartNumbers = {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
};

const MOST_ROWS = 60;

/** The numbers of a chart as a table that only screen readers meet; evenly thinned when long. */
export function ChartTable({ label, numbers }: { label: string; numbers: ChartNumbers }) {
  const every = Math.max(1, Math.ceil(numbers.rows.length / MOST_ROWS));
  const rows = numbers.rows.filter((_, at) => (numbers.rows.length - 1 - at) % every === 0);
  const thinned = every > 1 ? `, every ${every}th row` : '';
  return (
    <VisuallyHidden>
      <table>
        <caption>{`${label}${thinned}`}</caption>
        <thead>
          <tr>
            {numbers.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are values without an identity
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={numbers.columns[column] ?? column}>{cell ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
