import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '@/charts/theme';
import { formatPercent } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import type { SeriesPoint } from '../api/types';

export type Line = { name: string; color: string; points: readonly SeriesPoint[]; area?: boolean };

const MOST_POINTS = 1_500;

/**
 * At most `most` points, keeping of each stretch its largest value: a drawdown's floor and a
 * volatility's peak must survive being drawn on a narrow screen.
 */
export function thin(points: readonly SeriesPoint[], most = MOST_POINTS): SeriesPoint[] {
  if (points.length <= most) return [...points];
  const stretch = Math.ceil(points.length / most);
  const kept: SeriesPoint[] = [];
  for (let at = 0; at < points.length; at += stretch) {
    const part = points.slice(at, at + stretch);
    kept.push(part.reduce((best, p) => ((p.value ?? -1) > (best.value ?? -1) ? p : best)));
  }
  return kept;
}

const plain = (theme: ChartTheme) => ({
  axisLine: { lineStyle: { color: theme.line } },
  axisTick: { show: false },
  splitLine: { show: true, lineStyle: { color: theme.grid } },
});

/** Lines of fractions over time, shown in per cent; `inverse` draws losses downwards. */
export function linesOption(
  lines: readonly Line[],
  theme: ChartTheme,
  { inverse = false }: { inverse?: boolean } = {},
): EChartsCoreOption {
  return {
    grid: { left: 46, right: 12, top: lines.length > 1 ? 28 : 10, bottom: 24 },
    legend:
      lines.length > 1
        ? { top: 0, left: 0, icon: 'roundRect', itemHeight: 3, textStyle: { color: theme.dim } }
        : { show: false },
    xAxis: { type: 'time', ...plain(theme), axisLabel: { color: theme.dim, hideOverlap: true } },
    yAxis: {
      type: 'value',
      inverse,
      min: 0,
      ...plain(theme),
      axisLabel: { color: theme.dim, formatter: (value: number) => axisPercent(value, inverse) },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.text },
      formatter: (items: TooltipItem[]) => tooltip(items, inverse),
    },
    series: lines.map((line) => ({
      name: line.name,
      type: 'line',
      showSymbol: false,
      sampling: 'lttb',
      lineStyle: { color: line.color, width: 1.5 },
      itemStyle: { color: line.color },
      ...(line.area && { areaStyle: { color: line.color, opacity: 0.18 } }),
      data: thin(line.points).map((point) => [point.timestamp, point.value]),
    })),
  };
}

type TooltipItem = { seriesName: string; value: [string, number | null] };

const signed = (value: number, inverse: boolean): number => (inverse ? -value : value);

const axisPercent = (value: number, inverse: boolean): string =>
  formatPercent(signed(value, inverse), 0);

function tooltip(items: TooltipItem[], inverse: boolean): string {
  const [first] = items;
  if (!first) return '';
  const rows = items.map(
    ({ seriesName, value: [, value] }) =>
      `${seriesName}  ${formatPercent(value === null ? null : signed(value, inverse), 1)}`,
  );
  return [formatDate(first.value[0]), ...rows].join('\n');
}

/** Volatility of a day as volatility of a year, by the instrument's own calendar. */
export function annualised(points: readonly SeriesPoint[], factor: number): SeriesPoint[] {
  const root = Math.sqrt(factor);
  return points.map(({ timestamp, value }) => ({
    timestamp,
    value: value === null ? null : value * root,
  }));
}
