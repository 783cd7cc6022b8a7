import { Button } from '@mantine/core';
import { API, type Query, withQuery } from '@/lib/api/http';
import { past } from '@/lib/past/moment';

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
          href={withQuery(`${API}/exports/${kind}`, { ...query, format, as_of: past })}
          download
          aria-label={`${what} as ${label}`}
        >
          {label}
        </Button>
      ))}
    </>
  );
}
