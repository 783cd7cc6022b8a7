import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '@/charts/theme';
import { formatNumber, formatPoints, isPresent } from '@/lib/format/number';
import type { Explanation } from '../api/types';

const SHOWN = 10;
const TOLERANCE = 1e-3;

/** Feature names as people read them: `ret_5` -> `Ret 5`, kept when they already are words. */
export function featureLabel(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export type Bar = { name: string; value: number | null; contribution: number };

/** The strongest contributions first; the rest summed into one honest bar. */
export function barsOf({ features }: Explanation, shown = SHOWN): Bar[] {
  const sorted = [...features].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const rest = sorted.slice(shown);
  if (rest.length === 0) return sorted;
  const contribution = rest.reduce((sum, feature) => sum + feature.contribution, 0);
  return [
    ...sorted.slice(0, shown),
    { name: `${rest.length} other features`, value: null, contribution },
  ];
}

/** Base value plus contributions must equal the prediction; what is left over, and whether it is small. */
export function additivity({ base_value, prediction, features }: Explanation): {
  gap: number;
  holds: boolean;
} {
  const sum = features.reduce((total, feature) => total + feature.contribution, base_value);
  const gap = prediction - sum;
  const scale = Math.max(
    features.reduce((total, feature) => total + Math.abs(feature.contribution), 0),
    Math.abs(prediction),
    1e-12,
  );
  return { gap, holds: Math.abs(gap) <= TOLERANCE * scale };
}

export function shapOption(explanation: Explanation, theme: ChartTheme): EChartsCoreOption {
  const bars = barsOf(explanation);
  return {
    grid: { left: 8, right: 56, top: 4, bottom: 24, containLabel: true },
    xAxis: {
      type: 'value',
      axisLabel: { color: theme.dim, formatter: (value: number) => formatPoints(value) },
      splitNumber: 4,
      splitLine: { lineStyle: { color: theme.grid } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => featureLabel(bar.name)),
      axisLabel: { color: theme.text },
      axisLine: { lineStyle: { color: theme.grid } },
      axisTick: { show: false },
    },
    tooltip: { formatter: ({ dataIndex }: { dataIndex: number }) => tooltip(bars[dataIndex]) },
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        data: bars.map((bar) => ({
          value: bar.contribution,
          itemStyle: { color: bar.contribution >= 0 ? theme.up : theme.down },
          label: { position: bar.contribution >= 0 ? 'right' : 'left' },
        })),
        label: {
          show: true,
          color: theme.text,
          formatter: ({ value }: { value: number }) => formatPoints(value),
        },
      },
    ],
  };
}

function tooltip(bar: Bar | undefined): string {
  if (!bar) return '';
  const value = isPresent(bar.value) ? ` = ${formatNumber(bar.value, 4)}` : '';
  return `${featureLabel(bar.name)}${value}: ${formatPoints(bar.contribution, 3)}`;
}
