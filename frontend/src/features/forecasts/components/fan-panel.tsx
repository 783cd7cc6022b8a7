import { FanChart } from '@/charts/fan-chart';
import { RealUntilTag, SimulatedTag } from '@/components/ui/badges';
import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { useHistory } from '@/lib/api/history';
import { formatDate, formatDateTime } from '@/lib/format/time';
import { modelLabel } from '@/lib/model-words';
import type { Prediction } from '../api/types';
import { coverageWords, fanWords } from '../lib/fan';
import { forecastWhy } from '../lib/why';
import { stepUnit } from '../lib/words';
import styles from './forecasts.module.css';

const HEIGHT = 330;

/** Past prices and the forecast's fan, anchored where the forecast was made. */
export function FanPanel({ prediction }: { prediction: Prediction }) {
  const { symbol, steps, as_of: asOf } = prediction;
  const minutes = prediction.interval === '1m';
  const period = minutes ? '1d' : '6mo';
  const history = useHistory({ symbol, period, interval: prediction.interval });
  const count = steps.length;
  return (
    <Panel
      tour="fan"
      why={forecastWhy(prediction)('range')}
      title={`${symbol}: next ${count === 1 ? '' : `${count} `}${stepUnit(prediction, count)}`}
      badge={prediction.simulated ? <SimulatedTag /> : <RealUntilTag date={asOf} />}
      subtitle={`Made ${formatDateTime(prediction.issued_at)} by ${modelLabel(prediction.model)} from prices to ${minutes ? formatDateTime(asOf) : formatDate(asOf)}`}
      footer={coverageWords(prediction)}
    >
      <Async query={history} loading={<Loading height={HEIGHT} />}>
        {({ bars }) => (
          <FanChart
            label={`Forecast of ${symbol}`}
            history={bars
              .filter((bar) => bar.timestamp <= asOf)
              .slice(minutes ? -90 : undefined)
              .map((bar) => ({ time: bar.timestamp, value: bar.close }))}
            anchor={{ time: asOf, price: prediction.last_price }}
            steps={steps}
            height={HEIGHT}
            exportName={`${symbol}-forecast`}
            withClock={minutes}
          />
        )}
      </Async>
      <p className={styles.words}>{fanWords(prediction)}</p>
    </Panel>
  );
}
