/** The pair as one figure: prices, spread, z-score and correlation over one time axis. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartNumbers } from '@/charts/chart-table';
import type { ChartTheme } from '@/charts/theme';
import { formatCoefficient, formatNumber, formatPrice } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import type { Analytics } from '../api/types';

type Series = Analytics['series'];
type Value = number | null;

export type PairRow = {
  timestamp: string;
  y: Value;
  x: Value;
  spread: Value;
  z: Value;
  correlation: Value;
};

const at = (values: readonly Value[], index: number): Value => values[index] ?? null;

/** Prices as 100 at the first shown bar. */
export function rebased(prices: readonly number[]): number[] {
  const [first] = prices;
  return first === undefined ? [] : prices.map((price) => (price / first) * 100);
}

const firstShown = (series: Series, show: string): number =>
  show === 'all' ? 0 : Math.max(0, series.timestamp.length - Number(show));

/** Whether the shown prices have an index: one at or below zero has none. */
export function isIndexed(series: Series, show: string): boolean {
  const from = firstShown(series, show);
  return [series.price_y, series.price_x].every((prices) =>
    prices.slice(from).every((price) => price > 0),
  );
}

/** The newest bars in rows, prices as an index where they have one; `all` gives every bar. */
export function rowsOf(series: Series, show: string): PairRow[] {
  const from = firstShown(series, show);
  const shown = isIndexed(series, show) ? rebased : (prices: readonly number[]) => prices;
  const y = shown(series.price_y.slice(from));
  const x = shown(series.price_x.slice(from));
  return series.timestamp.slice(from).map((timestamp, offset) => ({
    timestamp,
    y: at(y, offset),
    x: at(x, offset),
    spread: at(series.spread, from + offset),
    z: at(series.z_score, from + offset),
    correlation: at(series.correlation, from + offset),
  }));
}

export function numbersOf(
  rows: readonly PairRow[],
  y: string,
  x: string,
  indexed = true,
): ChartNumbers {
  const unit = indexed ? 'first = 100' : 'price';
  return {
    columns: ['Time', `${y} (${unit})`, `${x} (${unit})`, 'Spread', 'z-score', 'Correlation'],
    rows: rows.map((row) => [row.timestamp, row.y, row.x, row.spread, row.z, row.correlation]),
  };
}

type Pane = { title: string; top: number; height: number; digits: number; unit?: [number, number] };

const HEAD = 28;
const GAP = 8;

/** Panes from top to bottom with their heights in pixels. */
export const panes = stack([
  { title: 'Rebased to 100', height: 150, digits: 1 },
  { title: 'Spread', height: 100, digits: 3 },
  { title: 'z-score', height: 130, digits: 1 },
  { title: 'Rolling correlation', height: 80, digits: 1, unit: [-1, 1] },
]);

function stack(list: readonly Omit<Pane, 'top'>[]): Pane[] {
  let top = 0;
  return list.map((pane) => {
    const placed = { ...pane, top: top + HEAD };
    top += HEAD + pane.height + GAP;
    return placed;
  });
}

const last = panes.at(-1);
/** Room for all panes and the labels of the time axis. */
export const chartHeight = (last ? last.top + last.height : 0) + 26;

const point = (row: PairRow, value: Value): [string, Value] => [row.timestamp, value];

type Line = { name: string; pane: number; color: string; of: (row: PairRow) => Value };

const linesOf = (y: string, x: string, theme: ChartTheme): Line[] => [
  { name: y, pane: 0, color: theme.c1, of: (row) => row.y },
  { name: x, pane: 0, color: theme.c2, of: (row) => row.x },
  { name: 'Spread', pane: 1, color: theme.c4, of: (row) => row.spread },
  { name: 'z-score', pane: 2, color: theme.c5, of: (row) => row.z },
  { name: 'Correlation', pane: 3, color: theme.c3, of: (row) => row.correlation },
];

/** Rows shown under the crosshair, all panes at once. */
export function tooltipText(
  row: PairRow | undefined,
  y: string,
  x: string,
  daily: boolean,
): string {
  if (!row) return '';
  return [
    daily ? formatDate(row.timestamp) : formatDateTime(row.timestamp),
    `${y}  ${formatPrice(row.y)}`,
    `${x}  ${formatPrice(row.x)}`,
    `Spread  ${formatCoefficient(row.spread, 5)}`,
    `z-score  ${formatNumber(row.z, 2)}`,
    `Correlation  ${formatNumber(row.correlation, 2)}`,
  ].join('\n');
}

type Subject = Pick<Analytics, 'y' | 'x' | 'threshold' | 'interval'>;

export function pairOption(
  rows: readonly PairRow[],
  { y, x, threshold, interval }: Subject,
  theme: ChartTheme,
  indexed = true,
): EChartsCoreOption {
  const byTime = new Map(rows.map((row) => [Date.parse(row.timestamp), row]));
  const ends = [rows[0], rows.at(-1)].flatMap((row) => (row ? [row.timestamp] : []));
  const lines = linesOf(y, x, theme);
  return {
    animation: false,
    useUTC: true,
    grid: panes.map(({ top, height }) => ({ left: 52, right: 14, top, height })),
    legend: {
      top: 0,
      right: 8,
      icon: 'roundRect',
      itemHeight: 3,
      data: [y, x],
      selectedMode: false,
      textStyle: { color: theme.dim },
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: theme.dim } },
    xAxis: panes.map((_, index) => timeAxis(index, theme)),
    yAxis: panes.map((pane, index) =>
      valueAxis(index === 0 && !indexed ? { ...pane, title: 'Price' } : pane, index, theme),
    ),
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.text },
      formatter: (items: { value: [string, Value] }[]) =>
        tooltipText(byTime.get(Date.parse(items[0]?.value[0] ?? '')), y, x, interval === '1d'),
    },
    series: [
      ...lines.map((line) => ({
        ...plainLine(line.pane, line.color),
        name: line.name,
        sampling: 'lttb',
        data: rows.map((row) => point(row, line.of(row))),
      })),
      ...[threshold, 0, -threshold].map((level) => ({
        ...plainLine(2, level === 0 ? theme.line : theme.mark),
        name: level === 0 ? 'Mean' : 'Threshold',
        silent: true,
        tooltip: { show: false },
        lineStyle: {
          color: level === 0 ? theme.line : theme.mark,
          type: level === 0 ? 'solid' : 'dashed',
          width: 1,
        },
        data: ends.map((timestamp) => [timestamp, level]),
      })),
    ],
  };
}

const plainLine = (pane: number, color: string) => ({
  type: 'line',
  xAxisIndex: pane,
  yAxisIndex: pane,
  showSymbol: false,
  connectNulls: false,
  lineStyle: { color, width: 1.5 },
  itemStyle: { color },
});

const timeAxis = (index: number, theme: ChartTheme) => ({
  type: 'time',
  gridIndex: index,
  axisLine: { lineStyle: { color: theme.line } },
  axisTick: { show: false },
  splitLine: { show: true, lineStyle: { color: theme.grid } },
  axisLabel: { show: index === panes.length - 1, color: theme.dim, hideOverlap: true },
});

const valueAxis = ({ title, digits, unit, height }: Pane, index: number, theme: ChartTheme) => ({
  type: 'value',
  gridIndex: index,
  scale: true,
  ...(unit && { min: unit[0], max: unit[1] }),
  splitNumber: height > 120 ? 4 : 2,
  name: title,
  nameLocation: 'end',
  nameGap: 13,
  nameTextStyle: { color: theme.dim, align: 'left', padding: [0, 0, 0, -44] },
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { show: true, lineStyle: { color: theme.grid } },
  axisLabel: {
    color: theme.dim,
    formatter: (value: number) => formatNumber(value, digits),
  },
});
