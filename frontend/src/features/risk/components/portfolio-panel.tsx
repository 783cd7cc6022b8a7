import { useMemo } from 'react';
import { Choice } from '@/components/ui/choice';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatDate } from '@/lib/format/time';
import { usePortfolioRisk } from '../api/post-portfolio-risk';
import type { PortfolioRisk } from '../api/types';
import { horizonText, levelText } from '../lib/measures';
import { horizons, type RiskView } from '../lib/view';
import {
  equalWeights,
  formatWeights,
  fractionsOf,
  parseWeights,
  type WeightEntry,
} from '../lib/weights';
import { LossBars } from './loss-bars';
import { MeasureGrid } from './measure-grid';
import styles from './risk.module.css';
import { WeightsEditor } from './weights-editor';

const shown = [
  'value_at_risk',
  'expected_shortfall',
  'volatility_annualised',
  'max_drawdown',
  'sharpe',
  'beta',
] as const;

const horizonOptions = horizons.map((days) => ({ value: String(days), label: `${days}D` }));

/** What a mix of the watchlist risks: its measures, each asset's part, and bad days of the past. */
export function PortfolioPanel({
  symbols,
  view,
  onChange,
}: {
  symbols: readonly string[];
  view: RiskView;
  onChange: (patch: Partial<RiskView>) => void;
}) {
  const entries = useMemo<WeightEntry[]>(
    () => (view.weights ? parseWeights(view.weights) : equalWeights(symbols)),
    [view.weights, symbols],
  );
  const risk = usePortfolioRisk({
    weights: fractionsOf(entries),
    period: view.period,
    confidence: view.confidence,
    horizon: view.horizon,
    method: view.method,
  });
  const change = (next: WeightEntry[]) => onChange({ weights: formatWeights(next) });
  return (
    <Panel
      title="Portfolio and stress"
      subtitle={
        view.weights
          ? 'Your weights, scaled to 100%, rebalanced daily'
          : 'Equal weights of the watchlist, rebalanced daily'
      }
      actions={
        <Choice
          label="Horizon"
          value={String(view.horizon)}
          options={horizonOptions}
          onChange={(value) => onChange({ horizon: Number(value) })}
        />
      }
    >
      <WeightsEditor
        entries={entries}
        custom={view.weights !== ''}
        onChange={change}
        onReset={() => onChange({ weights: '' })}
      />
      {entries.length === 0 ? (
        <Empty>Put symbols with daily history into the watchlist to see their joint risk.</Empty>
      ) : (
        <Async query={risk} loading={<Loading height={360} />}>
          {(data) => <Figures risk={data} />}
        </Async>
      )}
    </Panel>
  );
}

const span = (start: string | null, end: string | null): string | undefined =>
  start && end ? `${formatDate(start)} to ${formatDate(end)}` : undefined;

function Figures({ risk }: { risk: PortfolioRisk }) {
  const parts = risk.components.map(({ symbol, value_at_risk, share }) => ({
    name: symbol,
    loss: value_at_risk,
    share,
  }));
  const scenarios = [...risk.stress.episodes, ...risk.stress.shocks].map((stress) => ({
    name: stress.name,
    note: span(stress.start, stress.end),
    loss: stress.loss,
  }));
  const worst = risk.stress.worst.map((stress) => ({
    name: stress.name,
    note: span(stress.start, stress.end),
    loss: stress.loss,
  }));
  return (
    <>
      <MeasureGrid report={risk} subject="the portfolio" horizon={risk.horizon} only={shown} />
      <div className={styles.columns}>
        <LossBars
          title={`Parts of the ${levelText(risk.confidence)} value at risk over ${horizonText(risk.horizon)}`}
          bars={parts}
          digits={2}
          csvName="component-value-at-risk"
          total={risk.value_at_risk}
        />
        <div>
          <LossBars title="Stress scenarios" bars={scenarios} csvName="stress-scenarios" />
          {worst.length > 0 && (
            <LossBars title="Worst stretches of this mix" bars={worst} csvName="worst-stretches" />
          )}
        </div>
      </div>
    </>
  );
}
