import { FanChart } from '@/charts/fan-chart';
import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { useHistory } from '@/lib/api/history';
import { formatChange, formatPrice } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import type { Prediction } from '../api/types';
import { modelLabel } from '../lib/words';
import styles from './forecasts.module.css';

const HEIGHT = 380;

/** Past prices and the forecast's fan, anchored where the forecast was made. */
export function FanPanel({ prediction }: { prediction: Prediction }) {
  const { symbol } = prediction;
  const history = useHistory({ symbol, period: '6mo', interval: '1d' });
  return (
    <Panel
      title={`${symbol}: next ${prediction.steps.length} ${prediction.steps.length === 1 ? 'step' : 'steps'}`}
      subtitle={`Made from prices to ${formatDateTime(prediction.as_of)} by ${modelLabel(prediction.model)}`}
    >
      <Async query={history} loading={<Loading height={HEIGHT} />}>
        {({ bars }) => (
          <FanChart
            label={`Forecast of ${symbol}`}
            history={bars.map((bar) => ({ time: bar.timestamp, value: bar.close }))}
            anchor={{ time: prediction.as_of, price: prediction.last_price }}
            steps={prediction.steps}
            height={HEIGHT}
            exportName={`${symbol}-forecast`}
          />
        )}
      </Async>
      <p className={styles.words}>{fanWords(prediction)}</p>
    </Panel>
  );
}

/** The last step of the fan in numbers, the same that are drawn. */
export function fanWords({ last_price, steps }: Prediction): string {
  const last = steps.at(-1);
  if (!last) return '';
  const change = formatChange(last.predicted_price / last_price - 1);
  return `Step ${last.step}: median ${formatPrice(last.predicted_price)} (${change}); 50 % range ${formatPrice(last.lower_50)} to ${formatPrice(last.upper_50)}; 90 % range ${formatPrice(last.lower_90)} to ${formatPrice(last.upper_90)}.`;
}
