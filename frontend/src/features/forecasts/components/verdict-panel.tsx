import { Tag } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import {
  formatInteger,
  formatNumber,
  formatPercent,
  formatProbability,
  isPresent,
  MISSING,
} from '@/lib/format/number';
import type { DirectionScore, Prediction, Skill } from '../api/types';
import {
  directionLabel,
  directionSentence,
  modelLabel,
  skillSentence,
  stepUnit,
  verdictLabel,
  verdictTone,
} from '../lib/words';
import styles from './forecasts.module.css';
import { tones } from './leaderboard-panel';

const marks = { up: '▲', down: '▼', no_edge: '' } as const;

/** What the forecast says, and how much such forecasts have been worth. */
export function VerdictPanel({ prediction }: { prediction: Prediction }) {
  const { direction, skill, pooled_skill: pooled, direction_score: score } = prediction;
  return (
    <Panel
      title="What it says"
      subtitle={`${modelLabel(prediction.model)}, ${prediction.horizon} ${stepUnit(prediction, prediction.horizon)} ahead`}
    >
      <p className={`${styles.direction} ${direction === 'no_edge' ? '' : direction}`}>
        {marks[direction] && <span aria-hidden>{marks[direction]} </span>}
        {directionLabel(direction)}
      </p>
      <p className={styles.words}>{directionSentence(prediction)}</p>
      <RiskFacts prediction={prediction} />
      <h3 className={styles.heading}>
        Skill on {prediction.symbol}{' '}
        <Tag tone={tones[verdictTone(skill.verdict)]} hint={skillSentence(skill)}>
          {verdictLabel(skill.verdict)}
        </Tag>
      </h3>
      <SkillFacts skill={skill} score={score} />
      {pooled && (
        <p className={styles.words}>
          Over all symbols: {verdictLabel(pooled.verdict).toLowerCase()}. {skillSentence(pooled)}
        </p>
      )}
    </Panel>
  );
}

function RiskFacts({ prediction }: { prediction: Prediction }) {
  const over = `over ${prediction.horizon} ${stepUnit(prediction, prediction.horizon)}`;
  const common = { source: 'Settled bars', asOf: prediction.as_of };
  return (
    <Facts>
      <Fact
        label={`Predicted volatility ${over}`}
        value={formatPercent(prediction.predicted_volatility)}
        why={{
          name: 'Predicted volatility',
          meaning: 'Standard deviation of the log return over the horizon, not annualised.',
          formula: 'EWMA volatility · √mean(scaled residual²)',
          observations: prediction.interval_scores,
          ...common,
        }}
      />
      <Fact
        label={`Value at risk 95% ${over}`}
        value={formatPercent(prediction.value_at_risk_95)}
        why={{
          name: 'Value at risk 95%',
          meaning: 'The loss exceeded one time in twenty. A loss is a positive number.',
          formula: '5% worst scaled residual · volatility, around the prediction',
          observations: prediction.interval_scores,
          ...common,
        }}
      />
    </Facts>
  );
}

const dmText = ({ dm_statistic: statistic, p_value: p }: Skill): string =>
  isPresent(statistic) ? `${formatNumber(statistic)}, ${formatProbability(p)}` : MISSING;

function SkillFacts({ skill, score }: { skill: Skill; score: DirectionScore | null }) {
  const { observations } = skill;
  return (
    <Facts>
      <Fact
        label="R² against the random walk"
        value={formatPercent(skill.r2_vs_random_walk, 2)}
        why={{
          name: 'R² against the random walk',
          formula: '1 − Σ(y − ŷ)² / Σy²',
          meaning: 'Above zero: smaller squared errors than saying “no change”.',
          source: 'Walk-forward forecasts, never trained on their own outcome',
          observations,
        }}
      />
      <Fact
        label="Diebold-Mariano, p"
        value={dmText(skill)}
        why={{
          name: 'Diebold-Mariano test',
          meaning: 'A positive statistic is better than the random walk.',
          formula: 't of the mean loss difference; HAC variance, small-sample corrected, by date',
          observations: skill.days,
        }}
      />
      {score && (
        <Fact
          label="Sign right, base rate"
          value={`${formatPercent(score.accuracy, 1)}, ${formatPercent(score.base_rate, 1)}`}
          why={{
            name: 'Sign right against the base rate',
            meaning: `Always saying “up” is right as often as the base rate; the difference has t ${formatNumber(score.edge_t)}.`,
            formula: 'share of right signs; share of rises',
            observations: score.observations,
          }}
        />
      )}
      <Fact label="Forecasts tested (N)" value={formatInteger(observations)} />
    </Facts>
  );
}
