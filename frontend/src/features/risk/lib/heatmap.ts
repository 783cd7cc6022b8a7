import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '@/charts/theme';
import { formatNumber } from '@/lib/format/number';
import type { Correlation } from '../api/types';

type Cell = [column: number, row: number, value: number | '-'];
type Datum = { value: Cell; label: { color: string } };

/** From here on a cell is so strongly coloured that its number needs the opposite shade. */
const STRONG = 0.65;

/** Cells for ECharts: row 0 on top, missing pairs as "-". */
export function cellsOf({ matrix }: Correlation): Cell[] {
  return matrix.flatMap((row, y) => row.map((value, x): Cell => [x, y, value ?? '-']));
}

/** The most and the least correlated pair, in words; null with fewer than two assets. */
export function extremesOf({ symbols, matrix }: Correlation): string | null {
  const pairs = symbols.flatMap((first, i) =>
    symbols.slice(i + 1).map((second, offset) => ({
      name: `${first} and ${second}`,
      value: matrix[i]?.[i + 1 + offset] ?? null,
    })),
  );
  const known = pairs.filter(
    (pair): pair is { name: string; value: number } => pair.value !== null,
  );
  if (known.length === 0) return null;
  const most = known.reduce((best, pair) => (pair.value > best.value ? pair : best));
  const least = known.reduce((best, pair) => (pair.value < best.value ? pair : best));
  return `Closest: ${most.name} (${formatNumber(most.value)}). Furthest apart: ${least.name} (${formatNumber(least.value)}).`;
}

const categories = (symbols: readonly string[], label: Record<string, unknown>) => ({
  type: 'category' as const,
  data: [...symbols],
  axisLabel: { interval: 0, ...label },
  axisTick: { show: false },
  axisLine: { show: false },
});

/** The matrix in colours; numbers stand in the cells where `width` leaves room for them. */
export function heatmapOption(
  correlation: Correlation,
  theme: ChartTheme,
  width: number,
): EChartsCoreOption {
  const { symbols } = correlation;
  const cell = (width - 70) / Math.max(symbols.length, 1);
  const label = { color: theme.dim, fontSize: cell < 26 ? 9 : 11 };
  return {
    grid: { left: 58, right: 6, top: 4, bottom: 48 },
    xAxis: categories(symbols, { ...label, rotate: cell < 46 ? 45 : 0 }),
    yAxis: { ...categories(symbols, label), inverse: true },
    visualMap: {
      show: false,
      min: -1,
      max: 1,
      inRange: { color: [theme.down, theme.raised, theme.up] },
    },
    tooltip: {
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.text },
      formatter: (item: { value: Cell }) => tooltip(symbols, item.value),
    },
    series: [
      {
        type: 'heatmap',
        data: cellsOf(correlation).map((value): Datum => datum(value, theme)),
        label: {
          show: cell >= 26,
          fontSize: cell < 36 ? 9 : 11,
          formatter: ({ value }: { value: Cell }) => cellText(value[2]),
        },
        itemStyle: { borderColor: theme.surface, borderWidth: 1 },
      },
    ],
  };
}

function datum(value: Cell, theme: ChartTheme): Datum {
  const strong = value[2] !== '-' && Math.abs(value[2]) >= STRONG;
  return { value, label: { color: strong ? theme.surface : theme.text } };
}

const cellText = (value: number | '-'): string => (value === '-' ? '–' : formatNumber(value));

function tooltip(symbols: readonly string[], [x, y, value]: Cell): string {
  return `${symbols[y]} and ${symbols[x]}: ${cellText(value)}`;
}
