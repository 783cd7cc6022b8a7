import { Tag } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { testedSample } from '@/lib/forecast-words';
import {
  formatInteger,
  formatNumber,
  formatPercent,
  formatProbability,
  isPresent,
  MISSING,
} from '@/lib/format/number';
import { modelLabel } from '@/lib/model-words';
import { whyFigure } from '@/lib/why';
import type { DirectionScore, Prediction, Skill } from '../api/types';
import { forecastWhy } from '../lib/why';
import {
  directionLabel,
  directionSentence,
  luckyAlone,
  skillSentence,
  stepUnit,
  verdictLabel,
  verdictTone,
} from '../lib/words';
import styles from './forecasts.module.css';
import { tones } from './leaderboard-panel';

const pooledWhy = ({ model, horizon }: Prediction) => ({
  measure: 'leaderboard.r2',
  params: { horizon, row: model },
});

const marks = { up: '▲', down: '▼', no_edge: '' } as const;

/** What the forecast says, and how much such forecasts have been worth. */
export function VerdictPanel({ prediction }: { prediction: Prediction }) {
  const { direction, skill, pooled_skill: pooled, direction_score: score } = prediction;
  const why = forecastWhy(prediction);
  return (
    <Panel
      title="Verdict"
      why={why('r2')}
      subtitle={`${modelLabel(prediction.model)}, ${prediction.horizon} ${stepUnit(prediction, prediction.horizon)} ahead`}
    >
      <p className={`${styles.direction} ${direction === 'no_edge' ? '' : direction}`}>
        {marks[direction] && <span aria-hidden>{marks[direction]} </span>}
        {directionLabel(direction)}
      </p>
      <p className={styles.words} {...whyFigure(why('probability_up'))}>
        {directionSentence(prediction)}
      </p>
      {prediction.notices.map((notice) => (
        <p key={notice} className={styles.words}>
          <strong>Check the data first.</strong> {notice}
        </p>
      ))}
      <RiskFacts prediction={prediction} />
      <h3 className={styles.heading}>
        Skill on {prediction.symbol}{' '}
        <Tag tone={tones[verdictTone(skill.verdict)]} hint={skillSentence(skill)}>
          {verdictLabel(skill.verdict)}
        </Tag>
      </h3>
      <SkillFacts prediction={prediction} skill={skill} score={score} />
      {luckyAlone(skill) && (
        <p className={styles.words}>
          Alone this p would pass, but among all symbols trained together one such result is
          expected by chance.
        </p>
      )}
      {pooled && (
        <p className={styles.words} {...whyFigure(pooledWhy(prediction))}>
          Over all symbols: {verdictLabel(pooled.verdict).toLowerCase()}. {skillSentence(pooled)}
        </p>
      )}
    </Panel>
  );
}

function RiskFacts({ prediction }: { prediction: Prediction }) {
  const over = `over ${prediction.horizon} ${stepUnit(prediction, prediction.horizon)}`;
  const why = forecastWhy(prediction);
  return (
    <Facts>
      <Fact
        label={`Predicted volatility ${over}`}
        value={formatPercent(prediction.predicted_volatility)}
        why={why('volatility')}
      />
      <Fact
        label={`Value at risk 95% ${over}`}
        value={formatPercent(prediction.value_at_risk_95)}
        why={why('value_at_risk')}
      />
    </Facts>
  );
}

const dmText = ({ dm_statistic: statistic, p_value: p }: Skill): string =>
  isPresent(statistic) ? `${formatNumber(statistic)}, ${formatProbability(p)}` : MISSING;

function SkillFacts({
  prediction,
  skill,
  score,
}: {
  prediction: Prediction;
  skill: Skill;
  score: DirectionScore | null;
}) {
  const { observations } = skill;
  const why = forecastWhy(prediction);
  return (
    <Facts>
      <Fact
        label="R² against the random walk"
        value={formatPercent(skill.r2_vs_random_walk, 2)}
        why={why('r2')}
      />
      <Fact label="Diebold-Mariano, p" value={dmText(skill)} why={why('dm')} />
      {score && (
        <Fact
          label={`Sign right, base rate (${testedSample})`}
          value={`${formatPercent(score.accuracy, 1)}, ${formatPercent(score.base_rate, 1)}`}
          why={why('accuracy')}
        />
      )}
      <Fact
        label="Forecasts tested (N)"
        value={formatInteger(observations)}
        why={why('observations')}
      />
    </Facts>
  );
}
