import { type Column, DataTable } from '@/components/tables/data-table';
import { Older } from '@/components/tables/older';
import { Tag } from '@/components/ui/badges';
import { ExportLinks } from '@/components/ui/export-links';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Delta } from '@/components/ui/values';
import { formatPrice } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import { modelLabel } from '@/lib/model-words';
import { useLedger } from '../api/get-ledger';
import type { LedgerRow } from '../api/types';
import { lastStep, outcomeOf } from '../lib/ledger';

const change = (row: LedgerRow): number | null => {
  const step = lastStep(row);
  return step === null ? null : step.predicted_price / row.last_price - 1;
};

const why = (measure: string) => (row: LedgerRow) => ({
  measure: `ledger.${measure}`,
  params: { id: row.id, symbol: row.symbol },
});

const columns: Column<LedgerRow>[] = [
  {
    id: 'issued',
    header: 'Issued',
    value: (row) => row.issued_at,
    cell: (row) => (
      <>
        <span className="num">{formatDateTime(row.issued_at)}</span>
        {row.replayed && (
          <>
            {' '}
            <Tag hint="Written down at this time, for a market replayed as it was then">replay</Tag>
          </>
        )}
      </>
    ),
  },
  { id: 'model', header: 'Model', value: (row) => modelLabel(row.model) },
  {
    id: 'as_of',
    header: 'From',
    value: (row) => row.as_of,
    cell: (row) => <span className="num">{formatDate(row.as_of)}</span>,
  },
  {
    id: 'target',
    header: 'For',
    value: (row) => lastStep(row)?.target_time ?? null,
    cell: (row) => <span className="num">{formatDate(lastStep(row)?.target_time)}</span>,
  },
  {
    id: 'predicted',
    header: 'Median',
    value: (row) => lastStep(row)?.predicted_price ?? null,
    cell: (row) => formatPrice(lastStep(row)?.predicted_price),
    numeric: true,
    why: why('predicted'),
  },
  {
    id: 'change',
    header: 'Change',
    value: change,
    cell: (row) => <Delta value={change(row)} />,
    numeric: true,
    why: why('change'),
  },
  {
    id: 'range',
    header: '90% range',
    value: (row) => lastStep(row)?.lower_90 ?? null,
    cell: (row) =>
      `${formatPrice(lastStep(row)?.lower_90)} to ${formatPrice(lastStep(row)?.upper_90)}`,
    numeric: true,
    why: why('range'),
  },
  {
    id: 'outcome',
    header: 'Came out',
    value: (row) => outcomeOf(row).text,
    cell: (row) => <Outcome row={row} />,
    numeric: true,
    why: why('outcome'),
  },
];

function Outcome({ row }: { row: LedgerRow }) {
  const { text, inside } = outcomeOf(row);
  if (inside === null) return <span className="dim">{text}</span>;
  return (
    <>
      {text} <Tag tone={inside ? 'ok' : 'warn'}>{inside ? 'inside' : 'outside'}</Tag>
    </>
  );
}

/** Every forecast that was issued, and what happened then. */
export function LedgerPanel({ symbol, model }: { symbol: string; model: string }) {
  const ledger = useLedger({ symbol, model });
  return (
    <Panel
      title="Issued forecasts"
      flush
      subtitle={`${symbol}, ${model === '' ? 'every model' : modelLabel(model)}; written down when issued, with a hash of what was said`}
      actions={<ExportLinks kind="ledger" query={{ symbol, model }} what="Issued forecasts" />}
    >
      <Async
        query={ledger}
        loading={<Loading lines={5} />}
        isEmpty={(list) => list.length === 0}
        empty={<Empty>No forecast has been issued for this symbol yet.</Empty>}
      >
        {(list) => (
          <DataTable
            label="Issued forecasts"
            columns={columns}
            rows={list}
            rowKey={(row) => String(row.id)}
            csvName={`${symbol}-issued-forecasts`}
            height={320}
          />
        )}
      </Async>
      <Older query={ledger} what="forecasts" />
    </Panel>
  );
}
