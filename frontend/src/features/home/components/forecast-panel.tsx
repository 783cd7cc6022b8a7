import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Empty, Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { Delta } from '@/components/ui/values';
import { paths } from '@/config/paths';
import { useInstruments } from '@/lib/api/instruments';
import type { Prediction } from '@/lib/api/prediction-types';
import { useWatchedSymbols } from '@/lib/api/watchlists';
import { baseRateSample, callWords, verdictShort, verdictTone } from '@/lib/forecast-words';
import { formatPercent, formatPrice } from '@/lib/format/number';
import { useForecasts } from '../api/use-forecasts';

const change = (prediction: Prediction) => prediction.predicted_price / prediction.last_price - 1;

function range(prediction: Prediction): string {
  const last = prediction.steps.at(-1);
  return last ? `${formatPrice(last.lower_90)} to ${formatPrice(last.upper_90)}` : '';
}

const why = (measure: string, row?: string) => (prediction: Prediction) => ({
  measure: `forecast.${measure}`,
  params: {
    symbol: prediction.symbol,
    model: prediction.model,
    horizon: prediction.horizon,
    interval: '1d',
    row,
  },
});

const columns: readonly Column<Prediction>[] = [
  {
    id: 'symbol',
    header: 'Symbol',
    value: (row) => row.symbol,
    cell: (row) => <strong>{row.symbol}</strong>,
  },
  {
    id: 'call',
    header: 'Direction',
    value: (row) => row.direction,
    cell: (row) => (
      <span className={`num ${row.direction === 'no_edge' ? 'dim' : row.direction}`}>
        {callWords[row.direction]}
      </span>
    ),
  },
  {
    id: 'up',
    header: 'P(up)',
    numeric: true,
    why: why('probability_up'),
    value: (row) => row.probability_up,
    cell: (row) => formatPercent(row.probability_up, 1),
  },
  {
    id: 'base',
    wide: true,
    header: `Base rate, ${baseRateSample['1d']}`,
    numeric: true,
    why: why('base_rate'),
    value: (row) => row.base_rate_up,
    cell: (row) => formatPercent(row.base_rate_up, 1),
  },
  {
    id: 'median',
    header: 'Median, 5 days',
    numeric: true,
    why: why('change'),
    value: change,
    cell: (row) => <Delta value={change(row)} />,
  },
  {
    id: 'range',
    header: '90% range',
    numeric: true,
    sortable: false,
    value: range,
    why: why('range'),
  },
  {
    id: 'coverage',
    header: 'Coverage so far',
    numeric: true,
    why: why('coverage', '90'),
    value: (row) => row.coverage[90],
    cell: (row) => formatPercent(row.coverage[90], 1),
  },
  {
    id: 'skill',
    header: 'R² vs random walk',
    numeric: true,
    why: why('r2'),
    value: (row) => row.skill.r2_vs_random_walk,
    cell: (row) => (
      <>
        {formatPercent(row.skill.r2_vs_random_walk)}{' '}
        <Tag tone={verdictTone[row.skill.verdict]}>{verdictShort[row.skill.verdict]}</Tag>
      </>
    ),
  },
];

/** The newest daily forecasts of the watchlist, each beside its measured skill. */
export function ForecastPanel() {
  const watched = useWatchedSymbols();
  const { symbols } = watched;
  const known = useInstruments();
  const instruments = known.data;
  const daily = useMemo(() => {
    const withBars = new Set(
      instruments?.filter((one) => one.last_bar).map(({ symbol }) => symbol),
    );
    return symbols.filter((symbol) => withBars.has(symbol));
  }, [symbols, instruments]);
  const forecasts = useForecasts(daily);
  const navigate = useNavigate();
  const open = useCallback(
    ({ symbol }: Prediction) => void navigate({ to: paths.forecasts, search: { symbol } }),
    [navigate],
  );
  const { predictions, jobId, error, refetch } = forecasts;
  const broken = watched.error ?? (instruments ? null : known.error);
  const loading =
    !broken &&
    (watched.isPending || !instruments || (forecasts.isPending && predictions.length === 0));
  const again = () => {
    if (watched.error) watched.refetch();
    if (!instruments) void known.refetch();
  };
  return (
    <Panel
      title="Forecasts"
      subtitle={
        predictions.length > 0 &&
        'Five sessions ahead of the last real close; a direction is named only where the model beats the random walk'
      }
      actions={<Link to={paths.forecasts}>Details</Link>}
      flush
    >
      <div style={{ padding: '0 12px', display: 'grid', gap: 8 }}>
        {loading && <Loading lines={5} />}
        {jobId && <JobProgress jobId={jobId} title="Training the models" onDone={refetch} />}
        {Boolean(broken) && <Failure title="No forecasts yet" error={broken} onRetry={again} />}
        {!loading && !jobId && predictions.length === 0 && Boolean(error) && (
          <Failure title="No forecasts yet" error={error} onRetry={refetch} />
        )}
        {!loading && !broken && daily.length === 0 && (
          <Empty>
            {symbols.length === 0
              ? 'Forecasts of the watched symbols appear here once they are made.'
              : 'None of the watched symbols has the daily history that a forecast needs.'}
          </Empty>
        )}
      </div>
      {predictions.length > 0 && (
        <DataTable
          label="Forecasts"
          columns={columns}
          rows={predictions}
          rowKey={(row) => row.symbol}
          onOpen={open}
          filter={false}
          csvName="forecasts"
        />
      )}
    </Panel>
  );
}
