/** Cointegration over time: the p-value of each window, and what the windows say together. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartNumbers } from '@/charts/chart-table';
import type { ChartTheme } from '@/charts/theme';
import { formatInteger, formatNumber, formatPercent, formatProbability } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import type { Adf } from '../api/types';

type Stability = NonNullable<Adf['stability']>;

export const stabilityNumbers = ({
  timestamp,
  p_value,
  half_life,
  beta,
}: Stability): ChartNumbers => ({
  columns: ['Window ends', 'Engle–Granger p', 'Half-life, bars', 'Beta'],
  rows: timestamp.map((time, at) => [
    time,
    p_value[at] ?? null,
    half_life[at] ?? null,
    beta[at] ?? null,
  ]),
});

/** In one sentence: all along, now and then, or hardly ever? */
export function stabilityVerdict({ share, window, level, p_value }: Stability): string {
  const count = p_value.length;
  const bars = `${formatInteger(window)} bars`;
  if (count < 2) return `There is history for one window of ${bars} only.`;
  return `Cointegrated at ${formatPercent(level, 0)} in ${formatPercent(share, 0)} of ${formatInteger(count)} windows of ${bars}.`;
}

export function stabilityOption(
  stability: Stability,
  daily: boolean,
  theme: ChartTheme,
): EChartsCoreOption {
  const { timestamp, p_value, half_life, level } = stability;
  const ends = [timestamp[0], timestamp.at(-1)];
  return {
    useUTC: true,
    grid: { left: 36, right: 10, top: 12, bottom: 22 },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { color: theme.dim, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.25,
      axisLine: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.grid } },
      axisLabel: { color: theme.dim, formatter: (value: number) => formatNumber(value, 2) },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.text },
      formatter: (items: { dataIndex: number }[]) => {
        const at = items[0]?.dataIndex ?? 0;
        return [
          (daily ? formatDate : formatDateTime)(timestamp[at]),
          `p  ${formatProbability(p_value[at])}`,
          `Half-life  ${formatNumber(half_life[at], 1)} bars`,
        ].join('\n');
      },
    },
    series: [
      {
        type: 'line',
        name: 'Engle–Granger p',
        showSymbol: false,
        lineStyle: { color: theme.c1, width: 1.5 },
        itemStyle: { color: theme.c1 },
        data: timestamp.map((time, at) => [time, p_value[at] ?? null]),
      },
      {
        type: 'line',
        name: 'Level',
        silent: true,
        showSymbol: false,
        tooltip: { show: false },
        lineStyle: { color: theme.mark, type: 'dashed', width: 1 },
        itemStyle: { color: theme.mark },
        data: ends.map((time) => [time, level]),
      },
    ],
  };
}
