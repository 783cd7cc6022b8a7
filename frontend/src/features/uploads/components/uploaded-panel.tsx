import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { ExportLinks } from '@/components/ui/export-links';
import { Async, Empty, Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/config/paths';
import { formatInteger, MISSING } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { toast } from '@/lib/toasts';
import { type Uploaded, useDeleteUpload, useUploaded } from '../api/uploads';
import styles from './uploads.module.css';

const facts: readonly Column<Uploaded>[] = [
  { id: 'symbol', header: 'Symbol', value: (row) => row.symbol },
  { id: 'name', header: 'Name', value: (row) => row.name, clip: true, wide: true },
  { id: 'interval', header: 'Interval', value: (row) => row.finest_interval, wide: true },
  {
    id: 'bars',
    header: 'Bars',
    value: (row) => row.bars,
    cell: (row) => formatInteger(row.bars),
    why: (row) => ({ measure: 'upload.bars', params: { symbol: row.symbol } }),
    numeric: true,
  },
  {
    id: 'first',
    header: 'First day',
    value: (row) => row.first_bar,
    cell: (row) => (row.first_bar ? formatDate(row.first_bar) : MISSING),
    wide: true,
  },
  {
    id: 'last',
    header: 'Last day',
    value: (row) => row.last_bar,
    cell: (row) => (row.last_bar ? formatDate(row.last_bar) : MISSING),
    wide: true,
  },
  { id: 'source', header: 'Source', value: (row) => row.source, clip: true, wide: true },
];

/** A person's own instruments: open, save, delete. */
export function UploadedPanel() {
  const query = useUploaded();
  const remove = useDeleteUpload();
  const navigate = useNavigate();
  const [doomed, setDoomed] = useState<string | null>(null);
  const columns = useMemo<readonly Column<Uploaded>[]>(
    () => [
      ...facts,
      {
        id: 'actions',
        header: 'Actions',
        value: () => null,
        sortable: false,
        cell: (row) => (
          <span className={styles.actions}>
            <ExportLinks
              kind="bars"
              query={{ symbol: row.symbol, period: 'max', interval: row.finest_interval }}
              what={`Bars of ${row.symbol}`}
            />
            <Button
              size="compact-xs"
              variant={doomed === row.symbol ? 'filled' : 'default'}
              color={doomed === row.symbol ? 'red' : 'gray'}
              aria-label={
                doomed === row.symbol ? `Really delete ${row.symbol}` : `Delete ${row.symbol}`
              }
              onBlur={() => setDoomed(null)}
              onClick={() => {
                if (doomed !== row.symbol) {
                  setDoomed(row.symbol);
                  return;
                }
                remove.mutate(row.symbol, {
                  onSuccess: () => toast({ title: `${row.symbol} is deleted`, tone: 'ok' }),
                });
              }}
            >
              {doomed === row.symbol ? 'Really delete' : 'Delete'}
            </Button>
          </span>
        ),
      },
    ],
    [doomed, remove],
  );
  return (
    <Panel title="Your instruments" subtitle="From your files; nobody else sees them." flush>
      {remove.error && <Failure error={remove.error} title="It was not deleted" />}
      <Async
        query={query}
        isEmpty={(rows) => rows.length === 0}
        empty={<Empty>You have uploaded nothing yet.</Empty>}
      >
        {(rows) => (
          <DataTable
            label="Your instruments"
            columns={columns}
            rows={rows}
            rowKey={(row) => row.symbol}
            csvName="your-instruments"
            onOpen={(row) => void navigate({ to: paths.symbol, params: { symbol: row.symbol } })}
          />
        )}
      </Async>
      {doomed && (
        <p role="status" className={styles.doomed}>
          With {doomed} go its bars, its place in watchlists, the watched pairs, the alert rules and
          the models trained on it. Its open alerts are closed.
        </p>
      )}
    </Panel>
  );
}
