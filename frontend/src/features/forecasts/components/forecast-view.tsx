import { Panel } from '@/components/ui/panel';
import type { Prediction } from '../api/types';
import { CoveragePanel, HardTimesPanel } from './coverage-panel';
import { ExplanationPanel } from './explanation-panel';
import { FanPanel } from './fan-panel';
import styles from './forecasts.module.css';
import { StepsPanel } from './steps-panel';
import { VerdictPanel } from './verdict-panel';

/** One forecast from every side. */
export function ForecastView({ prediction }: { prediction: Prediction }) {
  return (
    <div className={styles.grid}>
      <div className={`${styles.wide} ${styles.stack}`}>
        <FanPanel prediction={prediction} />
        <StepsPanel prediction={prediction} />
      </div>
      <div className={`${styles.narrow} ${styles.column}`}>
        <VerdictPanel prediction={prediction} />
        <CoveragePanel prediction={prediction} />
      </div>
      {prediction.interval === '1d' ? <Daily prediction={prediction} /> : <Minutes />}
    </div>
  );
}

function Daily({ prediction }: { prediction: Prediction }) {
  return (
    <>
      <div className={styles.half}>
        <ExplanationPanel prediction={prediction} />
      </div>
      <div className={styles.half}>
        <HardTimesPanel prediction={prediction} />
      </div>
    </>
  );
}

function Minutes() {
  return (
    <div className={styles.full}>
      <Panel title="About forecasts in minutes">
        <p className={styles.words}>
          At each closed one-minute bar the median is the last price, as for a random walk, and the
          ranges come from the newest volatility and from how far earlier ranges missed. The trained
          models, their scores and the list of issued forecasts are for symbols with daily history.
        </p>
      </Panel>
    </div>
  );
}
