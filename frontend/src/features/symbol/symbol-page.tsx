import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Failure, Loading } from '@/components/ui/faces';
import { useTitle } from '@/components/ui/page';
import { paths } from '@/config/paths';
import { useInstrument } from '@/lib/api/instruments';
import type { InstrumentDetail } from '@/lib/api/market-types';
import { useBarsChanged } from '@/lib/api/upkeep';
import { endedAt } from '@/lib/forecast-words';
import { rememberSymbol } from '@/lib/recents';
import { useNow } from '@/lib/use-now';
import { usePrediction } from './api/get-prediction';
import { ChartPanel } from './components/chart-panel';
import { PredictionRail } from './components/prediction-rail';
import { Progress } from './components/progress';
import { SymbolHeader } from './components/symbol-header';
import { forecastFor } from './lib/ranges';
import { useView } from './lib/use-view';
import styles from './symbol.module.css';

const RiskRail = lazy(() =>
  import('./components/risk-rail').then(({ RiskRail: part }) => ({ default: part })),
);

/**
 * The job that fetches this symbol's bars; everything is read again when it is done. It stays in
 * sight after its end, which may be a failure that was over before the symbol was read again.
 */
function Fetching({ instrument: { symbol, job_id: open } }: { instrument: InstrumentDetail }) {
  const changed = useBarsChanged();
  const [jobId, follow] = useState(open);
  if (open !== null && open !== jobId) follow(open);
  if (jobId === null) return null;
  return <Progress jobId={jobId} title={`History of ${symbol}`} onDone={() => changed([symbol])} />;
}

function SymbolView({ instrument }: { instrument: InstrumentDetail }) {
  const view = useView(instrument);
  const { symbol, intervals } = instrument;
  const wanted = forecastFor(instrument, view.interval);
  const computation = usePrediction(symbol, wanted, intervals.includes(wanted));
  const prediction = computation.state === 'ready' ? computation.data : null;
  const now = useNow(10_000);
  const ended = prediction && endedAt(prediction, now);
  useEffect(() => rememberSymbol(symbol), [symbol]);
  return (
    <>
      <SymbolHeader instrument={instrument} />
      <Fetching instrument={instrument} />
      <div className={styles.grid}>
        <ChartPanel instrument={instrument} prediction={prediction} ended={ended} view={view} />
        <div className={styles.rail}>
          <PredictionRail symbol={symbol} computation={computation} ended={ended} />
          <Suspense fallback={<Loading lines={8} />}>
            <RiskRail instrument={instrument} />
          </Suspense>
        </div>
      </div>
    </>
  );
}

/** One symbol: its live price, its chart with the forecast, its risk. */
export function SymbolPage() {
  const { symbol = '' } = useParams({ strict: false });
  const query = useInstrument(symbol);
  useTitle(symbol);
  return (
    <div className={styles.page}>
      {query.isPending && <Loading height="70dvh" />}
      {query.error && !query.data && (
        <>
          <h1 className={styles.symbol}>{symbol}</h1>
          <Failure error={query.error} onRetry={() => void query.refetch()} />
          <Button component={Link} to={paths.home} variant="default" style={{ alignSelf: 'start' }}>
            Go to Home
          </Button>
        </>
      )}
      {query.data && <SymbolView key={symbol} instrument={query.data} />}
    </div>
  );
}
