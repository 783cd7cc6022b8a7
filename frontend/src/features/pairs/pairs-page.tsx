import '@/theme/mantine-forms.css';
import { lazy, Suspense, useCallback } from 'react';
import { Empty, Loading } from '@/components/ui/faces';
import { Page } from '@/components/ui/page';
import { useUrlState } from '@/lib/url-state';
import { useAnalytics } from './api/get-analytics';
import { AdfPanel } from './components/adf-panel';
import { ChartPanel } from './components/chart-panel';
import { HedgePanel } from './components/hedge-panel';
import { PairControls } from './components/pair-controls';
import styles from './components/pairs.module.css';
import { type PairsChange, type PairsView, pairsView, queryOf } from './lib/view';

// Below the fold: what is seen first does not wait for it.
const BacktestPanel = lazy(() =>
  import('./components/backtest-panel').then(({ BacktestPanel: part }) => ({ default: part })),
);
const MonitorsPanel = lazy(() =>
  import('./components/monitors-panel').then(({ MonitorsPanel: part }) => ({ default: part })),
);
const ScanPanel = lazy(() =>
  import('./components/scan-panel').then(({ ScanPanel: part }) => ({ default: part })),
);

/** Statistical arbitrage: one pair live, its tests and its past, and the search for others. */
export function PairsPage() {
  const [view, setView] = useUrlState(pairsView);
  const change: PairsChange = useCallback(
    (patch) => setView(patch, { push: 'y' in patch || 'x' in patch }),
    [setView],
  );
  return (
    <Page title="Pairs">
      <PairControls view={view} onChange={change} />
      <div className={styles.grid}>
        {view.y === view.x ? (
          <div className={styles.full}>
            <Empty>A pair needs two different symbols. Choose another X.</Empty>
          </div>
        ) : (
          <Monitor view={view} onChange={change} />
        )}
        <div className={styles.half}>
          <Suspense fallback={<Loading height={220} />}>
            <BacktestPanel view={view} onChange={change} />
          </Suspense>
        </div>
        <div className={styles.half}>
          <Suspense fallback={<Loading height={220} />}>
            <MonitorsPanel view={view} onChange={change} />
          </Suspense>
        </div>
        <div className={styles.full}>
          <Suspense fallback={<Loading height={190} />}>
            <ScanPanel view={view} onChange={change} />
          </Suspense>
        </div>
      </div>
    </Page>
  );
}

function Monitor({ view, onChange }: { view: PairsView; onChange: PairsChange }) {
  const asked = queryOf(view);
  const query = useAnalytics(asked);
  return (
    <>
      <div className={styles.chart}>
        <ChartPanel view={view} query={query} onChange={onChange} />
      </div>
      <div className={styles.side}>
        <HedgePanel query={query} />
        <AdfPanel query={asked} />
      </div>
    </>
  );
}
