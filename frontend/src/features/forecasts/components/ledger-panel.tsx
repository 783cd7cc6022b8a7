import { Tag } from '@/components/ui/badges';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Delta } from '@/components/ui/values';
import { formatPrice } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import { useLedger } from '../api/get-ledger';
import type { LedgerEntry } from '../api/types';
import { outcomeOf } from '../lib/ledger';
import { modelLabel } from '../lib/words';

const columns: Column<LedgerEntry>[] = [
  {
    id: 'issued',
    header: 'Issued',
    value: (row) => row.issued_at,
    cell: (row) => <span className="num">{formatDateTime(row.issued_at)}</span>,
  },
  {
    id: 'as_of',
    header: 'From prices to',
    value: (row) => row.as_of,
    cell: (row) => <span className="num">{formatDate(row.as_of)}</span>,
  },
  {
    id: 'target',
    header: 'For',
    value: (row) => row.target_time,
    cell: (row) => <span className="num">{formatDate(row.target_time)}</span>,
  },
  { id: 'step', header: 'Step', value: (row) => row.step, numeric: true },
  {
    id: 'predicted',
    header: 'Median',
    value: (row) => row.predicted_price,
    cell: (row) => formatPrice(row.predicted_price),
    numeric: true,
  },
  {
    id: 'change',
    header: 'Change',
    value: (row) => row.predicted_price / row.last_price - 1,
    cell: (row) => <Delta value={row.predicted_price / row.last_price - 1} />,
    numeric: true,
  },
  {
    id: 'range',
    header: '90% range',
    value: (row) => row.lower_90,
    cell: (row) => `${formatPrice(row.lower_90)} to ${formatPrice(row.upper_90)}`,
    numeric: true,
  },
  {
    id: 'outcome',
    header: 'Came out',
    value: (row) => row.outcome,
    cell: (row) => <Outcome entry={row} />,
    numeric: true,
  },
];

function Outcome({ entry }: { entry: LedgerEntry }) {
  const { text, inside } = outcomeOf(entry);
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
      subtitle={`${symbol} by ${modelLabel(model)}; written down when issued, never changed afterwards`}
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
    </Panel>
  );
}
