import { AlertLink } from '@/components/ui/alert-link';
import { RealUntilTag, Tag } from '@/components/ui/badges';
import { ExportLinks } from '@/components/ui/export-links';
import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatInteger } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { useBacktest } from '../api/get-backtest';
import { type RiskQuery, useRisk } from '../api/get-risk';
import type { RiskReport } from '../api/types';
import { backtestOf, backtestSentence, backtestYears, badgeText, passes } from '../lib/backtests';
import { methodLabel } from '../lib/measures';
import { MeasureGrid } from './measure-grid';

/** Every measure of one instrument, each with the way it was computed. */
export function MeasuresPanel({ query }: { query: RiskQuery }) {
  const risk = useRisk(query);
  const report = risk.data;
  return (
    <Panel
      tour="measures"
      title={`Risk of ${query.symbol}`}
      badge={report && <BacktestBadge report={report} confidence={query.confidence} />}
      subtitle={
        report &&
        `${formatInteger(report.observations)} daily returns, ${formatDate(report.period_start)} to ${formatDate(report.as_of)}, from ${report.source}`
      }
      why={{ measure: 'risk.observations', params: query }}
      actions={
        <>
          <RealUntilTag date={report?.as_of} />
          {report && <ExportLinks kind="risk" query={query} what={`Risk of ${query.symbol}`} />}
          <AlertLink draft={{ kind: 'var_breach', symbol: query.symbol }} />
        </>
      }
    >
      <Async query={risk} loading={<Loading height={170} />}>
        {(data) => <MeasureGrid report={data} params={query} />}
      </Async>
    </Panel>
  );
}

/**
 * Whether the chosen way to the tail kept its promise on this instrument: of the same backtest as the
 * table of all methods, so that one screen has one verdict.
 */
function BacktestBadge({ report, confidence }: { report: RiskReport; confidence: number }) {
  const found = useBacktest({ symbol: report.symbol, confidence });
  if (found.isPending || found.error) return null;
  const backtest = backtestOf(found.data.methods, report.method);
  if (!backtest) return <Tag hint="Too little history for a backtest.">not backtested</Tag>;
  return (
    <Tag
      tone={passes(backtest) ? 'ok' : 'bad'}
      hint={`${methodLabel(backtest.method)}: ${backtestSentence(backtest)}`}
    >
      {badgeText(backtest)} {backtestYears(backtest)}
    </Tag>
  );
}
