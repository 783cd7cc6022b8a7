import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Study } from '../studies/study';
import { useChartTheme } from '../theme';
import type { ChartBar } from './bars';
import { ChartLegend } from './chart-legend';
import { type Compared, PriceChartController, type Scale, type Shape } from './controller';
import type { ChartEvent } from './event-layer';
import type { FanData } from './fan-series';
import type { Flag } from './flags';
import styles from './price-chart.module.css';

export type PriceChartProps = {
  label: string;
  /** Whose bars these are; names the measures of the legend. */
  subject: { symbol: string; interval: string };
  bars: readonly ChartBar[];
  /** A new key begins a fresh view; bars under the same key keep zoom and pan. */
  viewKey: string;
  /** Where the fresh view begins, in epoch seconds; older bars wait to the left. */
  visibleFrom: number;
  shape: Shape;
  scale: Scale;
  studies: readonly Study[];
  periodsPerYear: number;
  compared: readonly Compared[];
  fan: readonly FanData[];
  /** Bars to mark as unusual. */
  flags: readonly Flag[];
  events: readonly ChartEvent[];
  height: number | string;
  /** Called with digits and letters typed on the chart, e.g. "15" or "D". */
  onInterval: (typed: string) => void;
  /** Hands out the chart for live bars and export; null when it is gone. */
  onReady: (chart: PriceChartController | null) => void;
};

const TYPING_MS = 900;

/** Letters and digits gather for a moment; Enter or a pause sends them. */
function useTypedInterval(onInterval: (typed: string) => void) {
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (typed === '') return;
    const timer = setTimeout(() => {
      setTyped('');
      onInterval(typed);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, onInterval]);
  const press = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (/^[0-9]$/.test(event.key) || (/^[dwmhs]$/i.test(event.key) && typed.length < 4)) {
      setTyped(typed + event.key.toUpperCase());
      return true;
    }
    if (typed === '' || (event.key !== 'Enter' && event.key !== 'Escape')) return false;
    setTyped('');
    if (event.key === 'Enter') onInterval(typed);
    return true;
  };
  return { typed, press };
}

function useController(onReady: PriceChartProps['onReady']) {
  const theme = useChartTheme();
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<PriceChartController | null>(null);
  const ready = useRef(onReady);
  useEffect(() => {
    ready.current = onReady;
  });
  useEffect(() => {
    if (!element.current) return;
    const made = new PriceChartController(element.current, theme);
    setChart(made);
    ready.current(made);
    return () => {
      setChart(null);
      ready.current(null);
      made.destroy();
    };
  }, [theme]);
  return { element, chart };
}

function useInputs(chart: PriceChartController | null, props: PriceChartProps): void {
  const { bars, viewKey, visibleFrom, shape, scale, studies, periodsPerYear } = props;
  const { compared, fan, flags, events } = props;
  const { kind, precision, withClock, withSeconds } = shape;
  const shown = useRef<{ chart: PriceChartController; key: string } | null>(null);
  useEffect(() => {
    chart?.setShape({ kind, precision, withClock, withSeconds });
  }, [chart, kind, precision, withClock, withSeconds]);
  useEffect(() => chart?.setStudies(studies, periodsPerYear), [chart, studies, periodsPerYear]);
  useEffect(() => {
    if (!chart) return;
    const fresh = shown.current?.chart !== chart || shown.current.key !== viewKey;
    shown.current = { chart, key: viewKey };
    chart.setBars(bars, fresh ? visibleFrom : null);
  }, [chart, bars, viewKey, visibleFrom]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new bars bring the times that compared lines may use
  useEffect(() => chart?.setCompared(compared), [chart, compared, bars]);
  useEffect(() => chart?.setScale(scale, compared.length > 0), [chart, scale, compared]);
  useEffect(() => chart?.setFan(fan), [chart, fan]);
  useEffect(() => chart?.setFlags(flags), [chart, flags]);
  useEffect(() => chart?.setEvents(events), [chart, events]);
}

const actions: Record<string, (chart: PriceChartController) => void> = {
  ArrowLeft: (chart) => chart.step(-1),
  ArrowRight: (chart) => chart.step(1),
  End: (chart) => chart.reset(),
  Escape: (chart) => chart.reset(),
  '+': (chart) => chart.zoom(0.7),
  '-': (chart) => chart.zoom(1 / 0.7),
};

/** The price chart with its legend; keys move from bar to bar, zoom, and pick the interval. */
export function PriceChart(props: PriceChartProps) {
  const { element, chart } = useController(props.onReady);
  const { typed, press } = useTypedInterval(props.onInterval);
  const help = useId();
  useInputs(chart, props);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!chart) return;
    const action = press(event) ? () => undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action(chart);
  };
  return (
    <div className={styles.wrap}>
      {chart && (
        <ChartLegend
          store={chart.legend}
          subject={props.subject}
          digits={props.shape.precision.digits}
          withClock={props.shape.withClock}
          candles={props.shape.kind === 'candles'}
        />
      )}
      <div
        ref={element}
        className={styles.canvas}
        style={{ height: props.height }}
        role="application"
        aria-label={props.label}
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: moved through by keys, like a grid
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
      <span id={help} hidden>
        Arrow keys move from bar to bar, plus and minus zoom, End shows the newest bars, digits pick
        the interval. The same numbers are in the table below.
      </span>
      {typed && (
        <div className={styles.typed} role="status">
          Interval {typed}
        </div>
      )}
    </div>
  );
}
