import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '@/charts/theme';
import { formatPercent } from '@/lib/format/number';
import type { OptimiseResult } from '../api/types';

type Point = [volatility: number, expectedReturn: number, label: string];

type Extent = { min: number; max: number };

const MARGIN = 0.08;

/** Where the answer lies among all mixes. */
export function chosenPoint(result: OptimiseResult): Point {
  return [result.volatility, result.expected_return, 'Chosen portfolio'];
}

const axis = (name: string, theme: ChartTheme) => ({
  type: 'value' as const,
  name,
  nameLocation: 'middle' as const,
  nameTextStyle: { color: theme.dim },
  scale: true,
  // A margin on every side, so that no point or label is cut by the frame.
  min: ({ min, max }: Extent) => min - (max - min) * MARGIN,
  max: ({ min, max }: Extent) => max + (max - min) * MARGIN,
  axisLabel: {
    color: theme.dim,
    showMinLabel: false,
    showMaxLabel: false,
    formatter: (value: number) => formatPercent(value, 0),
  },
  axisLine: { lineStyle: { color: theme.grid } },
  splitLine: { lineStyle: { color: theme.grid } },
});

export function frontierOption(result: OptimiseResult, theme: ChartTheme): EChartsCoreOption {
  const frontier = result.frontier.map((point): Point => [point.volatility, point.return, '']);
  const assets = result.assets.map((a): Point => [a.volatility, a.return, a.symbol]);
  return {
    grid: { left: 56, right: 28, top: 16, bottom: 46 },
    xAxis: { ...axis('Volatility a year', theme), nameGap: 28 },
    yAxis: { ...axis('Expected return a year', theme), nameGap: 42 },
    tooltip: {
      trigger: 'item',
      backgroundColor: theme.surface,
      borderColor: theme.grid,
      textStyle: { color: theme.text },
      formatter: (item: { seriesName: string; value: Point }) => tooltip(item),
    },
    series: [
      {
        name: 'Efficient frontier',
        type: 'line',
        data: frontier,
        showSymbol: false,
        symbolSize: 9,
        lineStyle: { color: theme.mark, width: 2 },
        itemStyle: { color: theme.mark },
      },
      {
        name: 'Asset',
        type: 'scatter',
        data: assets,
        symbolSize: 8,
        itemStyle: { color: theme.up, opacity: 1 },
        label: pointLabel(theme.dim),
        labelLayout: { hideOverlap: true },
      },
      {
        name: 'Chosen portfolio',
        type: 'scatter',
        data: [chosenPoint(result)],
        symbol: 'diamond',
        symbolSize: 16,
        z: 5,
        itemStyle: { color: theme.down, opacity: 1, borderColor: theme.surface, borderWidth: 1 },
        label: { ...pointLabel(theme.text), fontWeight: 600 },
      },
    ],
  };
}

const pointLabel = (color: string) => ({
  show: true,
  position: 'right' as const,
  color,
  fontSize: 11,
  formatter: ({ value }: { value: Point }) => value[2],
});

function tooltip({ seriesName, value }: { seriesName: string; value: Point }): string {
  const [volatility, expected, label] = value;
  return `${label || seriesName}: return ${formatPercent(expected, 1)}, volatility ${formatPercent(volatility, 1)}`;
}
