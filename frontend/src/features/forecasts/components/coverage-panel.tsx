import { Tag } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { formatPercent } from '@/lib/format/number';
import type { Prediction } from '../api/types';
import { coverageLines, intervalWords, observationsWords } from '../lib/coverage';
import styles from './forecasts.module.css';

/** Whether the ranges hold what they promise: nominal against measured. */
export function CoveragePanel({ prediction }: { prediction: Prediction }) {
  const lines = coverageLines(prediction.coverage);
  return (
    <Panel title="Do the ranges hold?" subtitle={observationsWords(prediction.skill.observations)}>
      <ul className={styles.meters}>
        {lines.map(({ nominal, measured, off }) => (
          <li key={nominal}>
            <span className={styles.nominal}>{formatPercent(nominal, 0)} range</span>
            <span className={styles.meter} aria-hidden>
              <span className={styles.fill} style={{ width: `${(measured ?? 0) * 100}%` }} />
              <span className={styles.goal} style={{ left: `${nominal * 100}%` }} />
            </span>
            <span className="num-right">
              {measured === null ? 'not yet' : formatPercent(measured, 1)}
            </span>
            {off && <Tag tone="warn">off</Tag>}
          </li>
        ))}
      </ul>
      <p className={styles.words}>{intervalWords(prediction.coverage)}</p>
    </Panel>
  );
}
