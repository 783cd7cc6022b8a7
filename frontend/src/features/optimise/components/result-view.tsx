import { Panel } from '@/components/ui/panel';
import { Stat, Stats } from '@/components/ui/values';
import { formatNumber, formatPercent } from '@/lib/format/number';
import type { OptimiseResult } from '../api/types';
import { effectiveAssets } from '../lib/result';
import { runWhy } from '../lib/why';
import { FrontierPanel } from './frontier-panel';
import styles from './optimise.module.css';
import { OrdersPanel } from './orders-panel';
import { WeightsPanel } from './weights-panel';

/** Everything that an optimisation answers. */
export function ResultView({ result, title }: { result: OptimiseResult; title: string }) {
  const why = (measure: string) => runWhy(result, measure);
  return (
    <>
      <Panel title={title} subtitle="Estimates from the past, with all the errors of estimates">
        <Stats width={140}>
          <Stat
            label="Expected return"
            value={formatPercent(result.expected_return, 1)}
            note="a year, before costs"
            why={why('expected_return')}
          />
          <Stat
            label="Volatility"
            value={formatPercent(result.volatility, 1)}
            note="a year"
            why={why('volatility')}
          />
          <Stat
            label="Sharpe ratio"
            value={formatNumber(result.sharpe)}
            note={`over ${formatPercent(result.risk_free_rate, 1)} risk-free`}
            why={why('sharpe')}
          />
          <Stat
            label="Spread"
            value={formatNumber(effectiveAssets(result), 1)}
            note="equal positions"
            why={why('effective_assets')}
          />
        </Stats>
        {result.notices.map((notice) => (
          <p key={notice} className={styles.hint} role="note">
            {notice}
          </p>
        ))}
      </Panel>
      <FrontierPanel result={result} />
      <WeightsPanel result={result} />
      <OrdersPanel result={result} />
    </>
  );
}
