import { useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { Panel } from '@/components/ui/panel';
import { formatPercent } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import type { AlignmentRun } from '../api/alignment';
import { historyOf } from '../lib/words';

/** The share of measures that agreed, run by run. */
export function HistoryPanel({ runs }: { runs: readonly AlignmentRun[] }) {
  const points = useMemo(() => historyOf(runs), [runs]);
  const option = useCallback(
    (theme: ChartTheme) => ({
      grid: { left: 48, right: 16, top: 16, bottom: 26 },
      tooltip: { trigger: 'axis' },
      xAxis: {
        type: 'category',
        data: points.map(({ time }) => formatDateTime(time)),
        axisLabel: { color: theme.dim },
      },
      yAxis: {
        min: (range: { min: number }) => Math.min(0.9, range.min),
        max: 1,
        axisLabel: { color: theme.dim, formatter: (value: number) => formatPercent(value, 0) },
        splitLine: { lineStyle: { color: theme.grid } },
      },
      series: [
        {
          type: 'line',
          name: 'Alignment',
          data: points.map(({ score }) => score),
          itemStyle: { color: theme.c1 },
          lineStyle: { color: theme.c1 },
          symbolSize: 7,
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            data: [{ yAxis: 0.95 }],
            lineStyle: { color: theme.mark, type: 'dashed' },
          },
        },
      ],
    }),
    [points],
  );
  const numbers = useMemo(
    () => ({
      columns: ['Finished', 'Alignment'],
      rows: points.map(({ time, score }) => [time, score] as const),
    }),
    [points],
  );
  return (
    <Panel title="History" subtitle="Share of measures that agree; below 95% a run fails">
      <EChart
        label="History of alignment"
        option={option}
        height={180}
        numbers={numbers}
        why={{ measure: 'quality.alignment' }}
        exportName="alignment-history"
      />
    </Panel>
  );
}
