import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { StarterOffer } from '@/components/symbols/starter-offer';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Empty, Failure, Loading, Stale } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Delta } from '@/components/ui/values';
import { paths } from '@/config/paths';
import { problemOf } from '@/lib/api/problem';
import { useWatchedSymbols } from '@/lib/api/watchlists';
import { formatPercent } from '@/lib/format/number';
import { readQuote } from '@/lib/realtime/quotes';
import { useWatchRows, type WatchRow } from '../api/use-watch-rows';
import { LiveChange, LivePrice, Spark } from './live-cells';

const risk = (measure: string) => (row: WatchRow) => ({
  measure: `risk.${measure}`,
  params: { symbol: row.symbol, period: '1y' },
});

const market = (measure: string) => (row: WatchRow) => ({
  measure: `market.${measure}`,
  params: { symbol: row.symbol },
});

const columns: readonly Column<WatchRow>[] = [
  {
    id: 'symbol',
    header: 'Symbol',
    value: (row) => row.symbol,
    cell: (row) => <strong>{row.symbol}</strong>,
  },
  {
    id: 'name',
    header: 'Name',
    clip: true,
    wide: true,
    value: (row) => row.instrument?.name,
    cell: (row) => <span className="dim">{row.instrument?.name}</span>,
  },
  {
    id: 'last',
    header: 'Last',
    numeric: true,
    why: market('price'),
    value: (row) => readQuote(row.symbol)?.price,
    cell: (row) => <LivePrice symbol={row.symbol} />,
  },
  {
    id: 'change',
    header: 'Chg 1D',
    numeric: true,
    why: market('change_percent'),
    value: (row) => readQuote(row.symbol)?.change_percent,
    cell: (row) => <LiveChange symbol={row.symbol} />,
  },
  {
    id: 'trend',
    header: '3 months',
    sortable: false,
    value: (row) => row.change,
    cell: (row) => <Spark values={row.closes} change={row.change} />,
  },
  {
    id: 'months',
    header: 'Chg 3M',
    numeric: true,
    why: (row) => ({
      measure: 'market.period_change',
      params: { symbol: row.symbol, period: '3mo' },
    }),
    value: (row) => row.change,
    cell: (row) => <Delta value={row.change} digits={1} />,
  },
  {
    id: 'volatility',
    header: 'Volatility',
    numeric: true,
    why: risk('volatility_annualised'),
    value: (row) => row.volatility,
    cell: (row) => formatPercent(row.volatility, 1),
  },
  {
    id: 'var',
    header: 'VaR 95%',
    numeric: true,
    why: risk('value_at_risk'),
    value: (row) => row.valueAtRisk,
    cell: (row) => formatPercent(row.valueAtRisk, 1),
  },
  {
    id: 'drawdown',
    header: 'Drawdown',
    numeric: true,
    why: risk('max_drawdown'),
    value: (row) => row.maxDrawdown,
    cell: (row) => formatPercent(row.maxDrawdown, 1),
  },
];

/** The watchlist with its prices of now and its risk of a year. */
export function WatchPanel() {
  const { symbols, isPending, error, refetch } = useWatchedSymbols();
  const { rows, ...parts } = useWatchRows(symbols);
  const navigate = useNavigate();
  const open = useMemo(
    () => (row: WatchRow) =>
      void navigate({ to: paths.symbol, params: { symbol: row.symbol }, search: {} }),
    [navigate],
  );
  return (
    <Panel
      title="Watchlist"
      subtitle={
        symbols.length > 0 &&
        'Last price, and change of the day; volatility (annual), VaR (1 day) and drawdown are of the last year of real prices'
      }
      flush
    >
      {isPending ? (
        <div style={{ padding: 12 }}>
          <Loading lines={8} />
        </div>
      ) : error ? (
        <Failure error={error} title="The watchlist could not be loaded" onRetry={refetch} />
      ) : symbols.length === 0 ? (
        <Empty action={<StarterOffer />}>
          No symbols are watched yet. Start with a few liquid ones, or find your own with the search
          at the top.
        </Empty>
      ) : (
        <>
          {Boolean(parts.error) && (
            <Stale
              title="Some cells are empty."
              cause={problemOf(parts.error).detail}
              onRetry={parts.refetch}
            />
          )}
          <DataTable
            label="Watchlist"
            columns={columns}
            rows={rows}
            rowKey={(row) => row.symbol}
            onOpen={open}
            csvName="watchlist"
          />
        </>
      )}
    </Panel>
  );
}
