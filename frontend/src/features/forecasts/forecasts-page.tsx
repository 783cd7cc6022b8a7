import { useMemo } from 'react';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Page } from '@/components/ui/page';
import { Panel } from '@/components/ui/panel';
import { problemOf } from '@/lib/api/problem';
import { useActiveSymbol } from '@/lib/api/watchlists';
import { useUrlState } from '@/lib/url-state';
import { useLeaderboard } from './api/get-leaderboard';
import { usePrediction } from './api/get-prediction';
import { useFreshForecasts } from './api/use-fresh-forecasts';
import { ForecastControls } from './components/forecast-controls';
import { ForecastView } from './components/forecast-view';
import styles from './components/forecasts.module.css';
import { LeaderboardPanel } from './components/leaderboard-panel';
import { LedgerPanel } from './components/ledger-panel';
import { TrainButton } from './components/train-button';
import { TrainingPanel } from './components/training-panel';
import { forecastsView } from './lib/view';

const defaults = ['ensemble', 'ridge', 'gradient_boosting', 'lstm', 'random_walk'];

/** What comes next, how sure that is, and what such forecasts have been worth. */
export function ForecastsPage() {
  const [view, setView] = useUrlState(forecastsView);
  const active = useActiveSymbol();
  const symbol = view.symbol || active;
  const prediction = usePrediction({ symbol, model: view.model, horizon: view.horizon });
  const board = useLeaderboard({ symbol, horizon: view.horizon });
  const renew = useFreshForecasts(symbol);
  const models = useMemo(() => {
    const known = board.data?.models.map((row) => row.model) ?? [];
    return known.length > 0 ? known : defaults;
  }, [board.data]);
  return (
    <Page
      title="Forecasts"
      actions={
        <>
          <ForecastControls symbol={symbol} view={view} models={models} onChange={setView} />
          <TrainButton symbols={[]} />
        </>
      }
    >
      <TrainingPanel onDone={renew} />
      {prediction.data === undefined && isMissing(prediction.error) ? (
        <Panel title={symbol}>
          <Empty action={<TrainButton symbols={[]} />}>{problemOf(prediction.error).detail}</Empty>
        </Panel>
      ) : (
        <Async query={prediction} loading={<Loading height={420} />}>
          {(data) => <ForecastView prediction={data} />}
        </Async>
      )}
      <div className={styles.full}>
        <LeaderboardPanel
          symbol={symbol}
          horizon={view.horizon}
          selected={view.model}
          onOpen={(model) => setView({ model })}
        />
      </div>
      <LedgerPanel symbol={symbol} model={view.model} />
    </Page>
  );
}

/** Nothing has been issued yet, as opposed to something having gone wrong. */
const isMissing = (error: unknown): boolean =>
  error !== null && ['no_forecast', 'not_trained'].includes(problemOf(error).code);
