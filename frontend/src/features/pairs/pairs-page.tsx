import '@/theme/mantine-forms.css';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { Empty, Loading } from '@/components/ui/faces';
import { Page } from '@/components/ui/page';
import { paths } from '@/config/paths';
import { useDailySymbols } from '@/lib/api/days/daily-symbols';
import { useInstruments } from '@/lib/api/instruments';
import { useUrlState } from '@/lib/url-state';
import { useAnalytics } from './api/get-analytics';
import { AdfPanel } from './components/adf-panel';
import { ChartPanel } from './components/chart-panel';
import { HedgePanel } from './components/hedge-panel';
import { PairControls } from './components/pair-controls';
import styles from './components/pairs.module.css';
import { pairShown } from './lib/shown-pair';
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
  const [asked, setView] = useUrlState(pairsView);
  const instruments = useInstruments();
  const daily = useDailySymbols(2);
  const isKnown = asked.y !== '' && asked.x !== '';
  const isPending = !isKnown && (instruments.isPending || daily.isPending);
  const pair = isPending ? null : pairShown(asked, instruments.data ?? [], daily.symbols);
  const { y, x, interval } = pair ?? asked;
  const view = useMemo(() => ({ ...asked, y, x, interval }), [asked, y, x, interval]);
  const change: PairsChange = useCallback(
    // A part of the pair that the screen chose stays when another part is changed.
    (patch) => setView({ y, x, interval, ...patch }, { push: 'y' in patch || 'x' in patch }),
    [setView, y, x, interval],
  );
  return (
    <Page title="Pairs">
      <PairControls view={view} onChange={change} />
      <div className={styles.grid}>
        {pair === null || view.y === view.x ? (
          <div className={styles.full}>
            {isPending ? <Loading height={320} /> : <NoPair pair={pair} />}
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

/** Why no pair is shown, and what can be done. */
function NoPair({ pair }: { pair: object | null }) {
  if (pair) return <Empty>A pair needs two different symbols. Choose another X.</Empty>;
  return (
    <Empty action={<Link to={paths.uploads}>Bring prices from a file</Link>}>
      No two symbols have bars yet, and a pair needs both. Add symbols to the watchlist, or bring
      prices of your own.
    </Empty>
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
