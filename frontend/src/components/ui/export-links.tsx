import { Button } from '@mantine/core';
import { API, type Query, withQuery } from '@/lib/api/http';

const formats = [
  { format: 'csv', label: 'CSV' },
  { format: 'parquet', label: 'Parquet' },
] as const;

/** Downloads made by the server: every row, with types in Parquet and provenance in both. */
export function ExportLinks({
  kind,
  query,
  what,
}: {
  kind: 'bars' | 'features' | 'pairs' | 'ledger' | 'risk';
  query: Query;
  /** Named to screen readers: "Bars of AAPL". */
  what: string;
}) {
  return (
    <>
      {formats.map(({ format, label }) => (
        <Button
          key={format}
          component="a"
          size="compact-xs"
          variant="default"
          href={withQuery(`${API}/exports/${kind}`, { ...query, format })}
          download
          aria-label={`${what} as ${label}`}
        >
          {label}
        </Button>
      ))}
    </>
  );
}
