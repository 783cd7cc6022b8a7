import { Tag, type Tone } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { formatNumber, formatPercent, formatProbability } from '@/lib/format/number';
import type { Prediction } from '../api/types';
import {
  directionLabel,
  directionSentence,
  skillSentence,
  verdictLabel,
  verdictTone,
} from '../lib/words';
import styles from './forecasts.module.css';

const tones = { good: 'ok', neutral: 'plain', bad: 'bad' } as const satisfies Record<string, Tone>;
const marks = { up: '▲', down: '▼', no_edge: '' } as const;

/** What the forecast says, and how much such forecasts have been worth. */
export function VerdictPanel({ prediction }: { prediction: Prediction }) {
  const { direction, skill } = prediction;
  return (
    <Panel
      title="What it says"
      badge={<Tag tone={tones[verdictTone(skill.verdict)]}>{verdictLabel(skill.verdict)}</Tag>}
    >
      <p className={`${styles.direction} ${direction === 'no_edge' ? '' : direction}`}>
        <span aria-hidden>{marks[direction]}</span> {directionLabel(direction)}
      </p>
      <p className={styles.words}>{directionSentence(prediction)}</p>
      <Facts>
        <Fact
          label="P(up)"
          value={formatPercent(prediction.probability_up, 1)}
          why={{
            name: 'P(up)',
            meaning: 'Calibrated on past forecasts and shrunk to the base rate.',
            formula: 'P(return over the horizon > 0)',
            asOf: prediction.as_of,
          }}
        />
        <Fact label="Base rate of rises" value={formatPercent(prediction.base_rate_up, 1)} />
        <Fact
          label="Predicted volatility"
          value={formatPercent(prediction.predicted_volatility)}
          why={{
            name: 'Predicted volatility',
            formula: 'σ of the next period’s return',
            source: 'Settled daily bars',
            asOf: prediction.as_of,
          }}
        />
        <Fact
          label="Value at risk 95%"
          value={formatPercent(prediction.value_at_risk_95)}
          why={{
            name: 'Value at risk 95%',
            meaning: 'A loss is a positive number.',
            formula: 'loss exceeded with probability 5%',
            asOf: prediction.as_of,
          }}
        />
      </Facts>
      <h3 className={styles.heading}>Skill</h3>
      <Facts>
        <Fact
          label="R² against the random walk"
          value={formatPercent(skill.r2_vs_random_walk, 2)}
          why={{
            name: 'R² against the random walk',
            formula: '1 − Σ(y − ŷ)² / Σy²',
            meaning: 'Above zero: smaller squared errors than saying “no change”.',
            source: 'Walk-forward forecasts, never trained on their own outcome',
            observations: skill.observations,
          }}
        />
        <Fact
          label="Diebold-Mariano"
          value={formatNumber(skill.dm_statistic)}
          why={{
            name: 'Diebold-Mariano statistic',
            formula: 't of the mean loss difference, HAC variance, clustered by date',
            observations: skill.observations,
          }}
        />
        <Fact label="p" value={formatProbability(skill.p_value)} />
        <Fact label="N" value={formatNumber(skill.observations, 0)} />
      </Facts>
      <p className={styles.words}>{skillSentence(skill)}</p>
    </Panel>
  );
}
