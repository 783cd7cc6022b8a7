import { Link } from '@tanstack/react-router';
import { Tag } from '@/components/ui/badges';
import { Empty, Failure, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Delta, Fact, Facts } from '@/components/ui/values';
import { Figure } from '@/components/ui/why';
import { paths } from '@/config/paths';
import type { Computation } from '@/lib/api/computed';
import type { Prediction } from '@/lib/api/prediction-types';
import {
  baseRateSample,
  callWords,
  endedWords,
  verdictTone,
  verdictWords,
} from '@/lib/forecast-words';
import { formatPercent, formatPrice } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import { modelLabel } from '@/lib/model-words';
import { type WhyRef, whyFigure } from '@/lib/why';
import { coverageWords } from '../lib/forecast';
import styles from '../symbol.module.css';
import { Progress } from './progress';

const whyOf =
  ({ symbol, model, horizon }: Prediction) =>
  (measure: string): WhyRef => ({
    measure: `forecast.${measure}`,
    params: { symbol, model, horizon },
  });

function Chance({ prediction }: { prediction: Prediction }) {
  const { probability_up: up, base_rate_up: base } = prediction;
  if (up === null) return null;
  const why = whyOf(prediction);
  return (
    <div className={styles.chance}>
      <span>
        P(up){' '}
        <strong className="num" {...whyFigure(why('probability_up'))}>
          {formatPercent(up, 1)}
        </strong>
        {base !== null && (
          <span className="dim" {...whyFigure(why('base_rate'))}>
            {' '}
            · base rate {formatPercent(base, 1)} ({baseRateSample[prediction.interval]})
          </span>
        )}
      </span>
      <div className={styles.bar} aria-hidden>
        <div className={styles.barFill} style={{ width: `${up * 100}%` }} />
        {base !== null && <div className={styles.barBase} style={{ left: `${base * 100}%` }} />}
      </div>
    </div>
  );
}

function Summary({ prediction }: { prediction: Prediction }) {
  const { skill, direction } = prediction;
  const last = prediction.steps.at(-1);
  const why = whyOf(prediction);
  return (
    <>
      <div className={styles.call}>
        <span className={direction === 'no_edge' ? '' : direction}>{callWords[direction]}</span>
        <Tag tone={verdictTone[skill.verdict]}>{verdictWords[skill.verdict]}</Tag>
      </div>
      <Chance prediction={prediction} />
      <Facts>
        <Fact
          label={`Median in ${last?.step ?? 0} steps`}
          value={
            <>
              {formatPrice(prediction.predicted_price)}{' '}
              <Figure why={why('change')}>
                <Delta value={prediction.predicted_price / prediction.last_price - 1} />
              </Figure>
            </>
          }
          why={why('predicted_price')}
        />
        <Fact
          label="Predicted volatility"
          value={formatPercent(prediction.predicted_volatility)}
          why={why('volatility')}
        />
        <Fact
          label="VaR 95%"
          value={formatPercent(prediction.value_at_risk_95)}
          why={why('value_at_risk')}
        />
        <Fact
          label="R² vs random walk"
          value={formatPercent(skill.r2_vs_random_walk)}
          why={why('r2')}
        />
        <Fact label="Model" value={modelLabel(prediction.model)} />
      </Facts>
      <p className={styles.small} {...whyFigure(why('coverage_tested'))}>
        {coverageWords(prediction)}
      </p>
    </>
  );
}

function madeAt(prediction: Prediction): string {
  const daily = prediction.interval === '1d';
  return `Made from ${daily ? formatDate(prediction.as_of) : formatDateTime(prediction.as_of)}`;
}

export type PredictionRailProps = {
  symbol: string;
  computation: Computation<Prediction> & { refetch: () => unknown };
  /** When the forecast's last step was over; null while it holds. */
  ended: string | null;
};

/** The forecast's summary beside the chart, or the training that will bring it. */
export function PredictionRail({ symbol, computation, ended }: PredictionRailProps) {
  const { state, refetch } = computation;
  return (
    <Panel
      title="Prediction"
      subtitle={state === 'ready' ? madeAt(computation.data) : undefined}
      actions={
        <Link to={paths.forecasts} search={{ symbol }}>
          Why
        </Link>
      }
    >
      {state === 'asking' && <Loading lines={6} />}
      {state === 'idle' && <Empty>A forecast needs bars, and {symbol} has none yet.</Empty>}
      {state === 'working' && (
        <Progress jobId={computation.job.id} title="Training" onDone={() => void refetch()} />
      )}
      {state === 'failed' && (
        <Failure title="No forecast yet" error={computation.error} onRetry={() => void refetch()} />
      )}
      {state === 'ready' &&
        (ended === null ? (
          <Summary prediction={computation.data} />
        ) : (
          <Empty>{endedWords(symbol, ended)}</Empty>
        ))}
    </Panel>
  );
}
