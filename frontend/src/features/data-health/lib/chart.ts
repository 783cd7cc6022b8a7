import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '@/charts/theme';
import type { FindingLook } from '../api/finding';
import { barTime } from './words';

type Bar = FindingLook['bars'][number];

const MANY = 30;

/** The rows that get a mark: the meant bars, or those beside bars that are not there. */
export function markedRows({ bars, start }: Pick<FindingLook, 'bars' | 'start'>): number[] {
  const meant = bars.flatMap(({ meant: odd }, row) => (odd ? [row] : []));
  if (meant.length > 0) return meant;
  const after = bars.findIndex(({ timestamp }) => timestamp > start);
  const rows = after < 0 ? [bars.length - 1] : [after - 1, after];
  return rows.filter((row) => row >= 0 && row < bars.length);
}

/** The figures of a bar that a mark is put on: the close, and high and low when their order is meant. */
function marked(bars: readonly Bar[], rows: readonly number[], pick: (bar: Bar) => number | null) {
  const chosen = new Set(rows);
  return bars.map((bar, row) => (chosen.has(row) ? pick(bar) : null));
}

/** Closes with the range around them, and the odd bars marked. */
export function barsOption(look: FindingLook, theme: ChartTheme): EChartsCoreOption {
  const { bars } = look;
  const rows = markedRows(look);
  const size = rows.length > MANY ? 3 : 9;
  const line = (name: string, data: (number | null)[], color: string, width: number) => ({
    name,
    type: 'line',
    data,
    showSymbol: false,
    lineStyle: { width, color },
    itemStyle: { color },
  });
  const dots = (name: string, data: (number | null)[]) => ({
    name,
    type: 'line',
    data,
    showSymbol: true,
    // Without it only bars whose date the axis names would get their mark.
    showAllSymbol: true,
    symbol: 'circle',
    symbolSize: size,
    lineStyle: { width: 0 },
    itemStyle: { color: theme.mark, borderColor: theme.surface, borderWidth: size > 4 ? 1.5 : 0 },
    tooltip: { show: false },
  });
  const ranges = bars.some(({ high }) => high !== null);
  const ordered = look.check === 'ohlc_order';
  return {
    grid: { left: 8, right: 14, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontSize: 12 },
    },
    xAxis: {
      type: 'category',
      data: bars.map(({ timestamp }) => barTime(timestamp, look.interval)),
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { color: theme.dim, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      scale: true,
      splitLine: { lineStyle: { color: theme.grid } },
      axisLabel: { color: theme.dim },
    },
    series: [
      ...(ranges
        ? [
            line(
              'High',
              bars.map(({ high }) => high),
              theme.dim,
              0.8,
            ),
            line(
              'Low',
              bars.map(({ low }) => low),
              theme.dim,
              0.8,
            ),
          ]
        : []),
      line(
        'Close',
        bars.map(({ close }) => close),
        theme.accent,
        1.6,
      ),
      dots(
        'Meant',
        marked(bars, rows, ({ close }) => close),
      ),
      ...(ordered
        ? [
            dots(
              'High meant',
              marked(bars, rows, ({ high }) => high),
            ),
            dots(
              'Low meant',
              marked(bars, rows, ({ low }) => low),
            ),
          ]
        : []),
    ],
  };
}
