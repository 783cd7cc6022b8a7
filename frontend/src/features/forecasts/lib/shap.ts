import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '@/charts/theme';
import { formatNumber, formatPoints, isPresent } from '@/lib/format/number';
import type { Explanation } from '../api/types';

const SHOWN = 10;
/** Of the prediction's own size: beyond it the parts do not explain the forecast. */
const TOLERANCE = 1e-2;
/** Below this width in pixels names are cut shorter and bars leave more room for their numbers. */
const NARROW = 480;

export type Bar = { title: string; value: number | null; contribution: number };

/** The strongest contributions first; the rest summed into one honest bar. */
export function barsOf({ features }: Explanation, shown = SHOWN): Bar[] {
  const sorted = [...features].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const rest = sorted.slice(shown);
  if (rest.length === 0) return sorted;
  const contribution = rest.reduce((sum, feature) => sum + feature.contribution, 0);
  return [
    ...sorted.slice(0, shown),
    { title: `${rest.length} other features`, value: null, contribution },
  ];
}

/** Base value plus contributions must equal the prediction; what is left over, and whether it is small. */
export function additivity({ base_value, prediction, features }: Explanation): {
  gap: number;
  holds: boolean;
} {
  const sum = features.reduce((total, feature) => total + feature.contribution, base_value);
  const gap = prediction - sum;
  const scale = Math.max(Math.abs(prediction), Math.abs(base_value), 1e-9);
  return { gap, holds: Math.abs(gap) <= TOLERANCE * scale };
}

export function shapOption(
  explanation: Explanation,
  theme: ChartTheme,
  width: number,
): EChartsCoreOption {
  const bars = barsOf(explanation);
  const room = width < NARROW ? 2.3 : 1.45;
  const reach = Math.max(...bars.map((bar) => Math.abs(bar.contribution)), 1e-9);
  const digits = reach < 5e-4 ? 3 : 2;
  return {
    grid: { left: 8, right: 8, top: 4, bottom: 4, containLabel: true },
    xAxis: {
      type: 'value',
      // Room for the numbers beside the longest bars.
      min: -reach * room,
      max: reach * room,
      axisLabel: {
        color: theme.dim,
        hideOverlap: true,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: (value: number) => formatPoints(value, digits),
      },
      splitNumber: 3,
      splitLine: { lineStyle: { color: theme.grid } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => sentence(bar.title)),
      axisLabel: { color: theme.text, width: width < NARROW ? 118 : 200, overflow: 'truncate' },
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
    },
    tooltip: {
      renderMode: 'richText',
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.text },
      formatter: ({ dataIndex }: { dataIndex: number }) => tooltip(bars[dataIndex]),
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 16,
        data: bars.map((bar) => ({
          value: bar.contribution,
          itemStyle: { color: bar.contribution >= 0 ? theme.up : theme.down },
          label: { position: bar.contribution >= 0 ? 'right' : 'left' },
        })),
        label: {
          show: true,
          color: theme.text,
          fontSize: 11,
          formatter: ({ value }: { value: number }) => formatPoints(value, digits),
        },
      },
    ],
  };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function tooltip(bar: Bar | undefined): string {
  if (!bar) return '';
  const value = isPresent(bar.value) ? ` = ${formatNumber(bar.value, 4)}` : '';
  return `${sentence(bar.title)}${value}: ${formatPoints(bar.contribution, 3)}`;
}
