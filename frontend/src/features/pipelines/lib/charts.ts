import type { EChartsCoreOption } from 'echarts/core';
import type { ChartNumbers } from '@/charts/chart-table';
import type { ChartTheme } from '@/charts/theme';
import { formatPercent } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import { featureEngines } from '@/types/limits';
import type { FeatureDefinition, FeatureName, Features, RunSummary } from '../api/types';
import { featureText, shareText } from './words';

const axis = (theme: ChartTheme) => ({
  axisLine: { lineStyle: { color: theme.line } },
  axisTick: { show: false },
  splitLine: { show: true, lineStyle: { color: theme.grid } },
});

const tooltip = (theme: ChartTheme) => ({
  renderMode: 'richText',
  backgroundColor: theme.raised,
  borderColor: theme.line,
  textStyle: { color: theme.text },
});

type Item = { value: [string, number]; dataIndex: number; seriesName: string };

/** Runs oldest first, as a chart reads them. */
const byTime = (runs: readonly RunSummary[]): RunSummary[] =>
  [...runs].sort((a, b) => a.created_at.localeCompare(b.created_at));

/** The score of every run; a mark for each, as runs come at any time. */
export function scoresOption(runs: readonly RunSummary[], theme: ChartTheme): EChartsCoreOption {
  const known = byTime(runs);
  const lowest = Math.min(0.95, ...known.map((run) => run.alignment_score));
  return {
    useUTC: true,
    grid: { left: 58, right: 14, top: 30, bottom: 24 },
    legend: { top: 0, left: 0, icon: 'circle', itemHeight: 8, textStyle: { color: theme.dim } },
    xAxis: { type: 'time', ...axis(theme), axisLabel: { color: theme.dim, hideOverlap: true } },
    yAxis: {
      type: 'value',
      min: Math.max(0, Math.floor(lowest * 50 - 1) / 50),
      max: 1,
      ...axis(theme),
      axisLabel: { color: theme.dim, formatter: (value: number) => formatPercent(value, 0) },
    },
    tooltip: {
      ...tooltip(theme),
      trigger: 'item',
      formatter: ({ value, seriesName }: Item) =>
        `${seriesName}\n${formatDateTime(value[0])}\nAgrees  ${shareText(value[1])}`,
    },
    series: featureEngines.map((engine, at) => ({
      name: engine,
      type: 'line',
      symbol: at === 0 ? 'circle' : 'diamond',
      symbolSize: 8,
      lineStyle: { width: 1, color: at === 0 ? theme.c1 : theme.c2 },
      itemStyle: { color: at === 0 ? theme.c1 : theme.c2 },
      data: known
        .filter((run) => run.engine === engine)
        .map((run) => [run.created_at, run.alignment_score]),
      ...(at === 0 && {
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: theme.down, type: 'dashed' },
          label: { formatter: 'fails below', color: theme.dim, position: 'insideStartTop' },
          data: [{ yAxis: 0.95 }],
        },
      }),
    })),
  };
}

export const scoresNumbers = (runs: readonly RunSummary[]): ChartNumbers => ({
  columns: ['Run', 'Engine', 'Interval', 'Rows', 'Alignment', 'Failing'],
  rows: byTime(runs).map((run) => [
    run.created_at,
    run.engine,
    run.interval,
    run.rows,
    run.alignment_score,
    run.failing.join(' '),
  ]),
});

/** One feature over time, with a mark on every flagged bar. */
export function featureOption(
  found: Features,
  definition: FeatureDefinition,
  theme: ChartTheme,
): EChartsCoreOption {
  const values = found.series[definition.name];
  const { timestamp, anomaly } = found.series;
  const label = (value: number) => featureText(value, definition.unit);
  const when = found.interval.startsWith('1d') || found.interval.startsWith('1w');
  return {
    animation: false,
    useUTC: true,
    grid: { left: 62, right: 14, top: 12, bottom: 24 },
    xAxis: { type: 'time', ...axis(theme), axisLabel: { color: theme.dim, hideOverlap: true } },
    yAxis: {
      type: 'value',
      scale: true,
      splitNumber: 4,
      ...axis(theme),
      axisLabel: { color: theme.dim, formatter: label },
    },
    tooltip: {
      ...tooltip(theme),
      trigger: 'axis',
      formatter: (items: Item[]) => {
        const [first] = items;
        if (!first) return '';
        const odd = items.some(({ seriesName }) => seriesName === 'Anomaly');
        const day = when ? formatDate(first.value[0]) : formatDateTime(first.value[0]);
        return `${day}\n${definition.title}  ${label(first.value[1])}${odd ? '\nUnusual bar' : ''}`;
      },
    },
    series: [
      {
        name: definition.title,
        type: 'line',
        showSymbol: false,
        lineStyle: { color: theme.c1, width: 1.5 },
        itemStyle: { color: theme.c1 },
        data: timestamp.map((moment, at) => [moment, values[at] ?? null]),
      },
      {
        name: 'Anomaly',
        type: 'scatter',
        symbol: 'diamond',
        symbolSize: 9,
        itemStyle: { color: theme.c2 },
        data: timestamp.flatMap((moment, at) =>
          anomaly[at] && values[at] !== null ? [[moment, values[at] ?? null]] : [],
        ),
      },
    ],
  };
}

export const featureNumbers = (found: Features, name: FeatureName): ChartNumbers => ({
  columns: ['Time', 'Close', name, 'Anomaly score', 'Anomaly'],
  rows: found.series.timestamp.map((moment, at) => [
    moment,
    found.series.close[at] ?? null,
    found.series[name][at] ?? null,
    found.series.anomaly_score[at] ?? null,
    found.series.anomaly[at] ? 'yes' : '',
  ]),
});
