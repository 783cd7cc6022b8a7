import '@/theme/mantine-forms.css';
import { Empty, Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Page } from '@/components/ui/page';
import { Panel } from '@/components/ui/panel';
import { useSymbolWith } from '@/lib/api/held/active-symbol';
import { endedAt, endedWords } from '@/lib/forecast-words';
import { useUrlState } from '@/lib/url-state';
import { useNow } from '@/lib/use-now';
import { forecastIntervals } from '@/types/limits';
import { usePrediction } from './api/get-prediction';
import type { Prediction } from './api/types';
import { useFreshForecasts } from './api/use-fresh-forecasts';
import { ForecastControls } from './components/forecast-controls';
import { ForecastView } from './components/forecast-view';
import { LeaderboardPanel } from './components/leaderboard-panel';
import { LedgerPanel } from './components/ledger-panel';
import { RecordPanel } from './components/record-panel';
import { TrainButton } from './components/train-button';
import { TrainingPanel } from './components/training-panel';
import { type ForecastsView, forecastsView } from './lib/view';

/** What comes next, how sure that is, and what such forecasts have been worth. */
export function ForecastsPage() {
  const [view, setView] = useUrlState(forecastsView);
  const active = useSymbolWith(forecastIntervals);
  const symbol = view.symbol || active;
  const renew = useFreshForecasts(symbol);
  if (!symbol) {
    return (
      <Page title="Forecasts">
        <Empty>Put a symbol into the watchlist first.</Empty>
      </Page>
    );
  }
  return (
    <Page
      title="Forecasts"
      actions={
        <>
          <ForecastControls symbol={symbol} view={view} onChange={setView} />
          <TrainButton />
        </>
      }
    >
      <TrainingPanel onDone={renew} />
      <Forecast symbol={symbol} view={view} onModel={(model) => setView({ model })} />
    </Page>
  );
}

function Forecast({
  symbol,
  view,
  onModel,
}: {
  symbol: string;
  view: ForecastsView;
  onModel: (model: string) => void;
}) {
  const prediction = usePrediction({ symbol, model: view.model, horizon: view.horizon });
  const shown = view.model || prediction.data?.model || '';
  return (
    <>
      {prediction.data && <Newest prediction={prediction.data} />}
      {!prediction.data && <Waiting prediction={prediction} symbol={symbol} />}
      {prediction.data?.interval !== '1m' && (
        <>
          <LeaderboardPanel
            symbol={symbol}
            horizon={view.horizon}
            selected={shown}
            onOpen={onModel}
          />
          <RecordPanel symbol={symbol} horizon={view.horizon} />
          <LedgerPanel symbol={symbol} model={view.model} />
        </>
      )}
    </>
  );
}

/** The forecast while it lasts; once its last minute is over, its figures are no prediction. */
function Newest({ prediction }: { prediction: Prediction }) {
  const now = useNow(10_000);
  const ended = endedAt(prediction, now);
  if (ended === null) return <ForecastView prediction={prediction} />;
  return (
    <Panel title={`Forecast of ${prediction.symbol}`}>
      <Empty>{endedWords(prediction.symbol, ended)}</Empty>
    </Panel>
  );
}

/** Before the first forecast: being made, refused, or asked for. */
function Waiting({
  prediction,
  symbol,
}: {
  prediction: ReturnType<typeof usePrediction>;
  symbol: string;
}) {
  const { error, job, refetch } = prediction;
  return (
    <Panel title={`Forecast of ${symbol}`}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!error && job && <JobProgress jobId={job.id} title="Making the first forecast" />}
      {!error && !job && <Loading height={330} />}
    </Panel>
  );
}
