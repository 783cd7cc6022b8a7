import { useMemo, useState } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Choice } from '@/components/ui/choice';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatInteger, formatNumber, formatPercent } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { modelLabel } from '@/lib/model-words';
import { useRecord } from '../api/get-record';
import type { RecordRow } from '../api/types';

type Ask = { symbol: string; horizon: number };
type Format = (value: number | null) => string;

const share: Format = (value) => formatPercent(value, 1);
const count: Format = (value) => formatInteger(value);

const figure = (
  ask: Ask,
  id: string,
  header: string,
  of: (row: RecordRow) => number | null,
  format: Format,
): Column<RecordRow> => ({
  id,
  header,
  value: of,
  cell: (row) => format(of(row)),
  numeric: true,
  why: (row) => ({ measure: `record.${id}`, params: { ...ask, row: row.model } }),
});

const columnsOf = (ask: Ask): Column<RecordRow>[] => [
  { id: 'model', header: 'Model', value: (row) => modelLabel(row.model) },
  figure(ask, 'issued', 'Issued', (row) => row.issued, count),
  figure(ask, 'replayed', 'in a replay', (row) => row.replayed, count),
  figure(ask, 'scored', 'Scored', (row) => row.scored, count),
  figure(
    ask,
    'r2',
    'R²',
    (row) => row.r2_vs_random_walk,
    (value) => formatPercent(value, 2),
  ),
  figure(
    ask,
    'mae_ratio',
    'MAE ratio',
    (row) => row.mae_ratio,
    (value) => formatNumber(value, 4),
  ),
  figure(ask, 'c50', '50%', (row) => row.coverage['50'], share),
  figure(ask, 'c80', '80%', (row) => row.coverage['80'], share),
  figure(ask, 'c90', '90%', (row) => row.coverage['90'], share),
  figure(ask, 'c95', '95%', (row) => row.coverage['95'], share),
  figure(
    ask,
    'brier',
    'Brier',
    (row) => row.brier,
    (value) => formatNumber(value, 4),
  ),
  figure(
    ask,
    'brier0',
    'of base rate',
    (row) => row.brier_base_rate,
    (value) => formatNumber(value, 4),
  ),
];

const spanOf = (rows: RecordRow[]): string => {
  const first = rows.map((row) => row.first).filter((one) => one !== null);
  const last = rows.map((row) => row.last).filter((one) => one !== null);
  if (first.length === 0) return 'none has come out yet';
  return `came out from ${formatDate(first.sort()[0])} to ${formatDate(last.sort().at(-1))}`;
};

const scopes = (symbol: string) =>
  [
    { value: 'symbol', label: symbol },
    { value: 'all', label: 'All symbols' },
  ] as const;

/** How what was issued came out: every forecast in the ledger counts, none is left out. */
export function RecordPanel({ symbol, horizon }: Ask) {
  const [scope, setScope] = useState<'symbol' | 'all'>('symbol');
  const asked = scope === 'all' ? '' : symbol;
  const record = useRecord({ symbol: asked, horizon });
  const columns = useMemo(() => columnsOf({ symbol: asked, horizon }), [asked, horizon]);
  return (
    <Panel
      tour="record"
      title="Record: how forecasts came out"
      flush
      subtitle={`${horizon} ahead, every forecast in the ledger${record.data?.length ? `; ${spanOf(record.data)}` : ''}. 50% to 95%: share of outcomes inside that range.`}
      actions={
        <Choice label="Issued for" value={scope} options={scopes(symbol)} onChange={setScope} />
      }
    >
      <Async
        query={record}
        loading={<Loading lines={5} />}
        isEmpty={(rows) => rows.length === 0}
        empty={<Empty>No forecast has been issued yet. Training issues the first.</Empty>}
      >
        {(rows) => (
          <DataTable
            label="Record: how forecasts came out"
            columns={columns}
            rows={rows}
            rowKey={(row) => row.model}
            csvName={`${scope === 'all' ? 'all' : symbol}-record`}
          />
        )}
      </Async>
    </Panel>
  );
}
