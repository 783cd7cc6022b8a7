import { useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatPercent } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { type RiskQuery, useRisk } from '../api/get-risk';
import type { RiskReport, SeriesPoint } from '../api/types';
import { drawdownSpan } from '../lib/measures';
import { linesOption } from '../lib/series';
import { FallsTable } from './falls-table';

const HEIGHT = 230;

export const numbersOf = (points: readonly SeriesPoint[], name: string) => ({
  columns: ['Date', name],
  rows: points.map((point) => [point.timestamp.slice(0, 10), point.value] as const),
});

/** How far below its last peak the price stood. */
export function DrawdownPanel({ query }: { query: RiskQuery }) {
  const risk = useRisk(query);
  return (
    <Panel
      title="Drawdown"
      why={{ measure: 'risk.max_drawdown', params: query }}
      subtitle={risk.data ? subtitleOf(risk.data) : 'Distance below the last peak'}
    >
      <Async query={risk} loading={<Loading height={HEIGHT} />}>
        {(report) => (
          <>
            <Chart report={report} query={query} />
            <FallsTable report={report} params={query} />
          </>
        )}
      </Async>
    </Panel>
  );
}

function subtitleOf(report: RiskReport): string {
  const worst = formatPercent(report.max_drawdown, 1);
  return report.drawdown_start ? `Worst ${worst}: ${drawdownSpan(report)}` : `Worst ${worst}`;
}

function Chart({ report, query }: { report: RiskReport; query: RiskQuery }) {
  const option = useCallback(
    (theme: ChartTheme) =>
      linesOption(
        [{ name: 'Drawdown', color: theme.down, points: report.drawdown, area: true }],
        theme,
        { inverse: true },
      ),
    [report],
  );
  const numbers = useMemo(() => numbersOf(report.drawdown, 'Drawdown (fraction lost)'), [report]);
  return (
    <EChart
      label={`Drawdown of ${report.symbol} to ${formatDate(report.as_of)}`}
      option={option}
      height={HEIGHT}
      numbers={numbers}
      why={{ measure: 'risk.max_drawdown', params: query }}
      exportName={`${report.symbol}-drawdown`}
    />
  );
}
