import { Link } from '@tanstack/react-router';
import { paths } from '@/config/paths';
import type { Prediction } from '@/lib/api/prediction-types';
import { forecastWords } from '../lib/forecast';
import styles from '../symbol.module.css';

function Box({ border, fill }: { border: string; fill: string }) {
  return (
    <span aria-hidden className={styles.box} style={{ borderColor: border, background: fill }} />
  );
}

type Shape = 'circle' | 'square' | 'arrow';

function Mark({ colour, shape }: { colour: string; shape: Shape }) {
  const style = {
    background: colour,
    ...(shape === 'circle' && { borderRadius: '50%' }),
    ...(shape === 'arrow' && { clipPath: 'polygon(0 0, 100% 0, 50% 100%)' }),
  };
  return <span aria-hidden className={styles.mark} style={style} />;
}

type Findings = { symbol: string; count: number };

/** What the marks mean, with the way to the findings. */
function FindingKeys({ symbol, count }: Findings) {
  if (count === 0) return null;
  return (
    <span>
      <Mark colour="var(--sl-mark)" shape="circle" />
      <Mark colour="var(--sl-down)" shape="circle" />
      <Link to={paths.dataHealth} search={{ symbol }}>
        open data {count === 1 ? 'finding' : 'findings'}
      </Link>
    </span>
  );
}

export type ChartKeysProps = {
  candles: boolean;
  /** Whether unusual bars are marked. */
  unusual: boolean;
  findings: Findings;
  /** The forecast that is drawn, or null with the reason why none is. */
  prediction: Prediction | null;
  reason: string | null;
  digits: number;
};

/** What the colours mean, and the forecast in words. */
export function ChartKeys(props: ChartKeysProps) {
  const { candles, unusual, findings, prediction, reason, digits } = props;
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
      {unusual && (
        <span>
          <Mark colour="var(--sl-c2)" shape="arrow" /> unusual
          <Mark colour="var(--sl-down)" shape="square" /> unusual, check the data
        </span>
      )}
      <FindingKeys {...findings} />
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
