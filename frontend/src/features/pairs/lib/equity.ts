import type { EChartsCoreOption } from 'echarts/core';
import type { ChartNumbers } from '@/charts/chart-table';
import type { ChartTheme } from '@/charts/theme';
import { formatChange, formatNumber } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import type { Backtest } from '../api/types';

export const equityNumbers = ({ series }: Backtest): ChartNumbers => ({
  columns: ['Time', 'Equity (start = 1)', 'Position', 'z-score'],
  rows: series.timestamp.map((timestamp, index) => [
    timestamp,
    series.equity[index] ?? null,
    series.position[index] ?? null,
    series.z_score[index] ?? null,
  ]),
});

/** Growth of one unit under the rule, above the flat line of not trading. */
export function equityOption(run: Backtest, theme: ChartTheme): EChartsCoreOption {
  const { series, interval } = run;
  const gain = series.equity.map((equity) => equity - 1);
  const digits = Math.max(...gain) - Math.min(...gain) < 0.02 ? 2 : 1;
  const ends = [series.timestamp[0], series.timestamp.at(-1)];
  const line = (color: string) => ({
    type: 'line',
    showSymbol: false,
    lineStyle: { color, width: 1.5 },
    itemStyle: { color },
  });
  return {
    animation: false,
    useUTC: true,
    grid: { left: 56, right: 12, top: 28, bottom: 24 },
    legend: {
      top: 0,
      left: 0,
      icon: 'roundRect',
      itemHeight: 3,
      selectedMode: false,
      textStyle: { color: theme.dim },
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.grid } },
      axisLabel: { color: theme.dim, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      scale: true,
      splitNumber: 4,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.grid } },
      axisLabel: { color: theme.dim, formatter: (value: number) => formatChange(value, digits) },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.text },
      formatter: (items: { value: [string, number]; dataIndex: number }[]) => {
        const [first] = items;
        if (!first) return '';
        const when = first.value[0];
        return [
          interval === '1d' ? formatDate(when) : formatDateTime(when),
          `Rule  ${formatChange(first.value[1], 2)}`,
          `z-score  ${formatNumber(series.z_score[first.dataIndex], 2)}`,
        ].join('\n');
      },
    },
    series: [
      {
        ...line(theme.c1),
        name: 'Rule, after costs',
        sampling: 'lttb',
        data: series.timestamp.map((timestamp, index) => [timestamp, gain[index] ?? null]),
      },
      {
        ...line(theme.dim),
        name: 'Not trading',
        silent: true,
        tooltip: { show: false },
        lineStyle: { color: theme.dim, type: 'dashed', width: 1 },
        data: ends.map((timestamp) => [timestamp, 0]),
      },
    ],
  };
}

/** In one sentence: was the rule worth its trouble? */
export function backtestVerdict({ total_return: total, trades, doing_nothing: nothing }: Backtest) {
  if (trades === 0) return 'The rule never traded here: the z-score did not reach the entry.';
  const count = `${trades} ${trades === 1 ? 'trade' : 'trades'}`;
  const gain = formatChange(total, 2);
  return total > nothing
    ? `After costs the rule made ${gain} in ${count}. Not trading makes 0.00%.`
    : `After costs the rule made ${gain} in ${count}: not trading was better.`;
}
