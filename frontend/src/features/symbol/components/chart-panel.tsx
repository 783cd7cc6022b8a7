import { useQueries } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { crosshairTime } from '@/charts/chart-options';
import { ChartTable } from '@/charts/chart-table';
import { type ChartBar, toChartBars } from '@/charts/price/bars';
import type { Compared, PriceChartController } from '@/charts/price/controller';
import type { FanData } from '@/charts/price/fan-series';
import { PriceChart } from '@/charts/price/price-chart';
import { precisionOf } from '@/charts/price/price-format';
import { Failure, Loading, Stale } from '@/components/ui/faces';
import { type HistoryQuery, historyQuery, useHistory } from '@/lib/api/history';
import type { History, Instrument } from '@/lib/api/market-types';
import type { Prediction } from '@/lib/api/prediction-types';
import { problemOf } from '@/lib/api/problem';
import { type CorporateAction, useActions } from '@/lib/api/upkeep';
import { endedWords } from '@/lib/forecast-words';
import { formatPrice } from '@/lib/format/number';
import { whyArea } from '@/lib/why';
import { useFaults } from '../api/use-faults';
import { useFlags } from '../api/use-flags';
import { eventsOf } from '../lib/events';
import { fanOf } from '../lib/forecast';
import { noBarsWords } from '../lib/missing';
import {
  fetchPeriod,
  intervalFromTyping,
  isIntraday,
  offeredIntervals,
  rangeFor,
  visibleFrom,
} from '../lib/ranges';
import { type Drawing, drawingOf } from '../lib/scales';
import { isPushed, useLiveBars, useLiveMark } from '../lib/use-live-chart';
import { useStudies } from '../lib/use-studies';
import type { View } from '../lib/use-view';
import styles from '../symbol.module.css';
import { ChartKeys } from './chart-keys';
import { ChartTools } from './chart-tools';

const BarsTable = lazy(() =>
  import('./bars-table').then(({ BarsTable: part }) => ({ default: part })),
);

const noFan: readonly FanData[] = [];
const noActions: readonly CorporateAction[] = [];

const historyOf = ({ range, interval, state }: View, symbol: string): HistoryQuery => ({
  symbol,
  period: fetchPeriod(range),
  interval,
  ...(state.prices === 'raw' && { adjusted: false as const }),
});

function useCompared(symbols: readonly string[], period: string, interval: string): Compared[] {
  const results = useQueries({
    queries: symbols.map((symbol) => historyQuery({ symbol, period, interval })),
    combine: (all) => all.map(({ data }) => data),
  });
  return useMemo(
    () =>
      symbols.flatMap((symbol, at) => {
        const history = results[at];
        return history ? [{ symbol, bars: toChartBars(history.bars) }] : [];
      }),
    [symbols, results],
  );
}

const noBars: History['bars'] = [];

/** The scale and the lines to compare with that the loaded prices allow. */
function useDrawing(symbol: string, history: History | undefined, view: View): Drawing {
  const { state, range, interval } = view;
  const compared = useCompared(state.compare, fetchPeriod(range), interval);
  const loaded = history?.bars ?? noBars;
  const bars = useMemo(() => toChartBars(loaded), [loaded]);
  return useMemo(
    () =>
      drawingOf(symbol, bars, { scale: state.scale, compared, withClock: isIntraday(interval) }),
    [symbol, bars, state.scale, compared, interval],
  );
}

/** Why no fan is drawn, or null when one is. */
function noFanReason(
  prediction: Prediction | null,
  interval: string,
  relative: boolean,
  raw: boolean,
  ended: string | null,
): string | null {
  if (raw) return 'Prices as they traded; forecasts are made from adjusted ones.';
  if (!prediction) return 'No forecast is drawn: there is none yet.';
  if (ended !== null) return endedWords(prediction.symbol, ended);
  const own = prediction.interval;
  if (own !== interval)
    return `The forecast is made in steps of ${own}; choose that interval to see it.`;
  return relative ? 'On a relative scale the forecast and the averages are not drawn.' : null;
}

function numbersOf(bars: readonly ChartBar[], withClock: boolean) {
  return {
    columns: ['Time', 'Open', 'High', 'Low', 'Close', 'Volume'],
    rows: bars
      .slice(-60)
      .map((bar) => [
        crosshairTime(bar.time, withClock),
        formatPrice(bar.open),
        formatPrice(bar.high),
        formatPrice(bar.low),
        formatPrice(bar.close),
        bar.volume,
      ]),
  };
}

/** The precision of the loaded prices; the same object while its values stay, as the chart's shape does. */
function usePrecision(bars: readonly ChartBar[]) {
  const { digits, step } = useMemo(() => precisionOf(bars.map(({ close }) => close)), [bars]);
  return useMemo(() => ({ digits, step }), [digits, step]);
}

type Props = {
  instrument: Instrument;
  prediction: Prediction | null;
  /** When the forecast's last step was over; null while it holds. */
  ended: string | null;
  view: View;
};

export function ChartPanel({ instrument, prediction, ended, view }: Props) {
  const { state, set, offered, range, interval } = view;
  const query = useHistory(historyOf(view, instrument.symbol), {
    refetchInterval: isIntraday(interval) && !isPushed(interval) ? 30_000 : false,
  });
  const onInterval = useCallback(
    (typed: string) => {
      const next = intervalFromTyping(typed);
      if (next) set({ interval: next, range: rangeFor(next, range) });
    },
    [set, range],
  );
  const [chart, setChart] = useState<PriceChartController | null>(null);
  const drawing = useDrawing(instrument.symbol, query.data, view);
  const [table, setTable] = useState(false);
  const name = `${instrument.symbol}-${range}-${interval}`;
  const onExport = async (what: 'png' | 'csv' | 'table') => {
    if (what === 'table') setTable(true);
    if (what === 'table' || !chart) return;
    const { saveBars, savePicture } = await import('../lib/export-chart');
    const title = `${instrument.symbol} · ${range} · ${interval} · Sightline`;
    if (what === 'csv') saveBars(name, chart.shownBars());
    else savePicture(name, title, chart.screenshot());
  };
  return (
    <section
      className={`${styles.chartPanel} ${styles.panel}`}
      aria-label={`${instrument.symbol} chart`}
      data-tour="chart"
      {...whyArea({ measure: 'forecast.range', params: { symbol: instrument.symbol } })}
    >
      <ChartTools
        range={range}
        ranges={offered}
        interval={interval}
        intervals={offeredIntervals(range, instrument.finest_interval)}
        scale={state.scale}
        linearOnly={drawing.linearOnly}
        studies={state.studies}
        compare={state.compare}
        anomalies={state.anomalies}
        prices={state.prices}
        onPrices={(prices) => set({ prices })}
        onRange={(next) => set({ range: next, interval: '' })}
        onInterval={(next) => set({ interval: next })}
        onScale={(scale) => set({ scale })}
        onStudies={(studies) => set({ studies })}
        onCompare={(compare) => set({ compare })}
        onAnomalies={(anomalies) => set({ anomalies })}
        findings={state.findings}
        onFindings={(findings) => set({ findings })}
        onReset={() => chart?.reset()}
        onExport={onExport}
        saved={{ symbol: instrument.symbol, period: fetchPeriod(range), interval }}
      />
      {query.data ? (
        <>
          {query.error && (
            <Stale since={query.dataUpdatedAt} cause={problemOf(query.error).detail} />
          )}
          <ChartBody
            instrument={instrument}
            history={query.data}
            prediction={prediction}
            ended={ended}
            view={view}
            drawing={drawing}
            onInterval={onInterval}
            chart={chart}
            onChart={setChart}
          />
        </>
      ) : query.error ? (
        <div style={{ padding: 12 }}>
          <Failure
            error={query.error}
            title="No bars to draw"
            onRetry={() => void query.refetch()}
          />
        </div>
      ) : (
        <div style={{ padding: 12 }}>
          <Loading height="var(--chart-height)" />
        </div>
      )}
      <Suspense fallback={null}>
        {table && chart && (
          <BarsTable
            symbol={instrument.symbol}
            interval={interval}
            bars={chart.shownBars()}
            withClock={isIntraday(interval)}
            exportName={name}
            onClose={() => setTable(false)}
          />
        )}
      </Suspense>
    </section>
  );
}

type BodyProps = Props & {
  drawing: Drawing;
  history: History;
  onInterval: (typed: string) => void;
  chart: PriceChartController | null;
  onChart: (chart: PriceChartController | null) => void;
};

function ChartBody(props: BodyProps) {
  const { instrument, history, prediction, ended, view, drawing } = props;
  const { onInterval, chart, onChart } = props;
  const { scale, compared } = drawing;
  const { state, range, interval } = view;
  const { symbol } = instrument;
  const bars = useMemo(() => toChartBars(history.bars), [history]);
  const historyKey = historyQuery(historyOf(view, symbol)).queryKey;
  useLiveBars({ chart, symbol, interval, historyKey });
  useLiveMark(chart, symbol);
  const { flags: unusual, error: flagsError } = useFlags(symbol, interval, state.anomalies);
  const { faults, count, error: faultsError } = useFaults(symbol, interval, bars, state.findings);
  const flags = useMemo(
    () => [...unusual, ...faults].sort((a, b) => a.time - b.time),
    [unusual, faults],
  );
  const relative = scale === 'percent' || compared.length > 0;
  const { studies, error: studiesError } = useStudies(state.studies, relative);
  const reason = noFanReason(prediction, interval, relative, state.prices === 'raw', ended);
  const fan = useMemo(
    () => (prediction && reason === null ? fanOf(prediction) : noFan),
    [prediction, reason],
  );
  const { data: actions = noActions } = useActions(symbol);
  const events = useMemo(
    () => eventsOf(actions, instrument.currency, interval),
    [actions, instrument.currency, interval],
  );
  const last = bars.at(-1);
  const withClock = isIntraday(interval);
  const precision = usePrecision(bars);
  const candles = !(history.close_only && interval === '1d');
  if (!last) {
    return <p className={styles.note}>{noBarsWords(instrument, interval)}</p>;
  }
  return (
    <>
      <PriceChart
        label={`Price of ${symbol}, ${range}, ${interval} bars`}
        subject={{ symbol, interval }}
        bars={bars}
        viewKey={`${symbol} ${range} ${interval} ${state.prices}`}
        visibleFrom={visibleFrom(range, last.time)}
        shape={{
          kind: candles ? 'candles' : 'line',
          precision,
          withClock,
          withSeconds: interval === '1s',
        }}
        scale={scale}
        studies={studies}
        periodsPerYear={history.periods_per_year}
        compared={compared}
        fan={fan}
        flags={flags}
        events={events}
        height="var(--chart-height)"
        onInterval={onInterval}
        onReady={onChart}
      />
      <div
        {...whyArea({
          measure: 'market.close',
          params: { symbol, interval, day: new Date(last.time * 1000).toISOString() },
        })}
      >
        <ChartTable label={`${symbol}, newest 60 bars`} numbers={numbersOf(bars, withClock)} />
      </div>
      {[...(drawing.linearOnly === null ? [] : [drawing.linearOnly]), ...drawing.notes].map(
        (note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ),
      )}
      {studiesError && (
        <p className={styles.note}>Some indicators are not drawn: {studiesError.message}</p>
      )}
      {flagsError && (
        <p className={styles.note}>No unusual bars are marked: {problemOf(flagsError).detail}</p>
      )}
      {faultsError && (
        <p className={styles.note}>No findings are marked: {problemOf(faultsError).detail}</p>
      )}
      <ChartKeys
        candles={candles}
        unusual={state.anomalies}
        findings={{ symbol, count }}
        prediction={reason === null ? prediction : null}
        reason={reason}
        digits={precision.digits}
      />
    </>
  );
}
