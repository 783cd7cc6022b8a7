import type { Prediction } from '@/lib/api/prediction-types';
import { forecastWords } from '../lib/forecast';
import styles from '../symbol.module.css';

function Box({ border, fill }: { border: string; fill: string }) {
  return (
    <span aria-hidden className={styles.box} style={{ borderColor: border, background: fill }} />
  );
}

export type ChartKeysProps = {
  candles: boolean;
  /** The forecast that is drawn, or null with the reason why none is. */
  prediction: Prediction | null;
  reason: string | null;
  digits: number;
};

/** What the colours mean, and the forecast in words. */
export function ChartKeys({ candles, prediction, reason, digits }: ChartKeysProps) {
  return (
    <div className={styles.keys}>
      {candles && (
        <>
          <span>
            <Box border="var(--sl-up)" fill="transparent" /> up (hollow)
          </span>
          <span>
            <Box border="var(--sl-down)" fill="var(--sl-down)" /> down (filled)
          </span>
        </>
      )}
      {prediction && (
        <>
          <span>
            <Box border="transparent" fill="var(--sl-band-50)" /> 50% range
          </span>
          <span>
            <Box border="transparent" fill="var(--sl-band-90)" /> 90% range
          </span>
          <span>
            <span aria-hidden className={styles.dash} /> median
          </span>
        </>
      )}
      <p className={styles.words}>{prediction ? forecastWords(prediction, digits) : reason}</p>
    </div>
  );
}
