import '@/theme/mantine-forms.css';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { Failure, Loading, SaidAbove } from '@/components/ui/faces';
import { Page } from '@/components/ui/page';
import { useDailySymbols } from '@/lib/api/days/daily-symbols';
import { useSymbolWith } from '@/lib/api/held/active-symbol';
import { useUrlState } from '@/lib/url-state';
import { useRisk } from './api/get-risk';
import { BacktestsPanel } from './components/backtests-panel';
import { CorrelationPanel } from './components/correlation-panel';
import { DrawdownPanel } from './components/drawdown-panel';
import { Lacking } from './components/lacking';
import { MeasuresPanel } from './components/measures-panel';
import styles from './components/risk.module.css';
import { RiskControls } from './components/risk-controls';
import { VolatilityPanel } from './components/volatility-panel';
import { mixOf } from './lib/mix';
import { riskView } from './lib/view';

// Below the fold: what is seen first does not wait for it.
const PortfolioPanel = lazy(() =>
  import('./components/portfolio-panel').then(({ PortfolioPanel: part }) => ({ default: part })),
);
const StressPanel = lazy(() =>
  import('./components/stress-panel').then(({ StressPanel: part }) => ({ default: part })),
);

const MOST = 20;
const daysOnly = ['1d'] as const;

/** What can be lost: measures, their backtests, volatility, correlation and stress. */
export function RiskPage() {
  const [view, setView] = useUrlState(riskView);
  const active = useSymbolWith(daysOnly);
  const symbol = view.symbol || active;
  const daily = useDailySymbols(MOST);
  const query = useMemo(
    () => ({
      symbol,
      period: view.period,
      confidence: view.confidence,
      method: view.method,
      benchmark: null,
    }),
    [symbol, view.period, view.confidence, view.method],
  );
  const risk = useRisk(query);
  const refusal = risk.data ? null : risk.error;
  const client = useQueryClient();
  const retryFailed = () =>
    client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
  const mix = useMemo(() => mixOf(view, daily.symbols), [view, daily.symbols]);
  if (!symbol) {
    return (
      <Page title="Risk">
        <Lacking list={daily}>Put a symbol into the watchlist first.</Lacking>
      </Page>
    );
  }
  return (
    <Page
      title="Risk"
      actions={<RiskControls symbol={symbol} view={view} onChange={(patch) => setView(patch)} />}
    >
      {refusal && (
        <Failure
          error={refusal}
          title={`No risk of ${symbol}`}
          onRetry={() => void retryFailed()}
        />
      )}
      <SaidAbove error={refusal}>
        <div className={styles.grid}>
          <div className={styles.full}>
            <MeasuresPanel query={query} />
          </div>
          <div className={styles.half}>
            <DrawdownPanel query={query} />
          </div>
          <div className={styles.half}>
            <VolatilityPanel query={query} view={view} onChange={(patch) => setView(patch)} />
          </div>
          <div className={styles.full}>
            <BacktestsPanel symbol={symbol} confidence={view.confidence} />
          </div>
          <div className={styles.half}>
            <CorrelationPanel list={daily} period={view.period} />
          </div>
          <div className={styles.half}>
            <Suspense fallback={<Loading height={300} />}>
              <PortfolioPanel
                mix={mix}
                list={daily}
                horizon={view.horizon}
                onChange={(patch) => setView(patch)}
              />
            </Suspense>
          </div>
          <div className={styles.full}>
            <Suspense fallback={<Loading height={300} />}>
              <StressPanel mix={mix} list={daily} />
            </Suspense>
          </div>
        </div>
      </SaidAbove>
    </Page>
  );
}
