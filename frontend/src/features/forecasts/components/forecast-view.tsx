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
      <div className={styles.half}>
        <ExplanationPanel prediction={prediction} />
      </div>
      <div className={styles.half}>
        <HardTimesPanel prediction={prediction} />
      </div>
    </div>
  );
}
