import { Panel } from '@/components/ui/panel';
import { Stat, Stats } from '@/components/ui/values';
import { formatNumber, formatPercent } from '@/lib/format/number';
import type { OptimiseResult } from '../api/types';
import { effectiveAssets } from '../lib/result';
import { FrontierPanel } from './frontier-panel';
import { OrdersPanel } from './orders-panel';
import { WeightsPanel } from './weights-panel';

/** Everything that an optimisation answers. */
export function ResultView({ result, title }: { result: OptimiseResult; title: string }) {
  const why = { source: result.source, asOf: result.as_of };
  const { observations } = result;
  return (
    <>
      <Panel title={title} subtitle="Estimates from the past, with all the errors of estimates">
        <Stats width={140}>
          <Stat
            label="Expected return"
            value={formatPercent(result.expected_return, 1)}
            note="a year, before costs"
            why={{
              name: 'Expected return',
              formula: 'Σ w · μ',
              inputs: 'Weights and the expected returns chosen on the form',
              observations,
              ...why,
            }}
          />
          <Stat
            label="Volatility"
            value={formatPercent(result.volatility, 1)}
            note="a year"
            why={{
              name: 'Volatility',
              formula: '√(wᵀ Σ w)',
              inputs: 'Weights and the covariance chosen on the form',
              observations,
              ...why,
            }}
          />
          <Stat
            label="Sharpe ratio"
            value={formatNumber(result.sharpe)}
            note={`over ${formatPercent(result.risk_free_rate, 1)} risk-free`}
            why={{
              name: 'Sharpe ratio',
              formula: '(return − risk-free) / volatility',
              observations,
              ...why,
            }}
          />
          <Stat
            label="Spread"
            value={formatNumber(effectiveAssets(result), 1)}
            note="equal positions"
            why={{
              name: 'Effective number of assets',
              meaning: 'How many equally weighted assets would be as concentrated.',
              formula: '1 / Σ w²',
            }}
          />
        </Stats>
      </Panel>
      <FrontierPanel result={result} />
      <WeightsPanel result={result} />
      <OrdersPanel result={result} />
    </>
  );
}
