import { BarList } from '@/charts/bar-list';
import { Tag } from '@/components/ui/badges';
import { Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatNumber, formatPoints, isPresent } from '@/lib/format/number';
import type { Explanation, Prediction } from '../api/types';
import { additivity, barsOf, contributionDigits } from '../lib/shap';
import { forecastWhy } from '../lib/why';
import styles from './forecasts.module.css';

/** What pushed the forecast up or down, and whether the parts add up to it. */
export function ExplanationPanel({ prediction }: { prediction: Prediction }) {
  const { explanation } = prediction;
  if (!explanation || explanation.features.length === 0) {
    return (
      <Panel title="Why this forecast">
        <Empty>
          This model has no features to explain. Choose XGBoost, LSTM or the ensemble to see what
          drives the forecast.
        </Empty>
      </Panel>
    );
  }
  const sum = additivity(explanation);
  return (
    <Panel
      title="Why this forecast"
      why={forecastWhy(prediction)('shap_prediction')}
      subtitle={`SHAP contributions to the expected return over the horizon, in percentage points`}
      badge={
        <Tag
          tone={sum.holds ? 'ok' : 'bad'}
          hint={`Base ${formatPoints(explanation.base_value, 3)} plus all contributions leaves ${formatPoints(sum.gap, 4)} of the prediction unexplained.`}
        >
          {sum.holds ? 'adds up' : 'does not add up'}
        </Tag>
      }
    >
      <p className={styles.words}>{explanation.sentence}</p>
      <Bars explanation={explanation} prediction={prediction} />
      <p className={styles.words}>
        Base {formatPoints(explanation.base_value, 3)}, prediction{' '}
        {formatPoints(explanation.prediction, 3)}, unexplained {formatPoints(sum.gap, 4)}.
      </p>
    </Panel>
  );
}

function Bars({ explanation, prediction }: { explanation: Explanation; prediction: Prediction }) {
  const { symbol } = prediction;
  const why = forecastWhy(prediction);
  const bars = barsOf(explanation);
  const digits = contributionDigits(bars);
  return (
    <BarList
      label={`Contributions to the forecast of ${symbol}`}
      items={bars.map(({ title, value, contribution }) => ({
        name: title,
        value: contribution,
        why: why('contribution', { row: title }),
        ...(isPresent(value) && { note: formatNumber(value, 3) }),
      }))}
      format={(value) => formatPoints(value, digits)}
      exportName={`${symbol}-explanation`}
    />
  );
}
