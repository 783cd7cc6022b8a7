/** The hedge in figures, each with the way it was computed. */
import type { WhyProps } from '@/components/ui/why';
import { formatInteger, formatNumber, formatSigned } from '@/lib/format/number';
import type { Analytics } from '../api/types';
import { halfLifeWords, methodLabels, methodNotes } from './words';

export type Figure = { label: string; value: string; note?: string; why: WhyProps };

type Explain = { name: string; meaning: string; formula: string; inputs: string };

function explain(pair: Analytics, source: string, about: Explain, observations: number): WhyProps {
  return { ...about, source, asOf: pair.as_of, observations };
}

/** All figures of the summary, the z-score first. */
export function figuresOf(pair: Analytics, source: string): Figure[] {
  const { y, x, window, observations } = pair;
  const values = pair.log ? `ln ${y}, ln ${x}` : `${y}, ${x}`;
  const inputs = `${values}: closes of ${pair.interval} bars that both sides have`;
  const rolling = pair.method === 'rolling_ols';
  const used = rolling ? window : observations;
  const about = (name: string, meaning: string, formula: string, n = used) =>
    explain(pair, source, { name, meaning, formula, inputs }, n);
  const fit = methodNotes[pair.method];
  return [
    {
      label: 'z-score',
      value: formatSigned(pair.z_score),
      note: `over ${window} bars`,
      why: about(
        'z-score',
        'How many standard deviations the spread is from its own recent mean.',
        'z = (s − mean(s)) / std(s), over the window',
        window,
      ),
    },
    {
      label: 'Beta (hedge)',
      value: formatNumber(pair.beta, 4),
      note: methodLabels[pair.method],
      why: about('Beta', `${fit} How much of ${x} offsets one of ${y}.`, hedgeFormula(pair)),
    },
    {
      label: 'Alpha',
      value: formatNumber(pair.alpha, 4),
      note: pair.intercept ? 'intercept' : 'held at zero',
      why: about('Alpha', 'The intercept of the regression.', hedgeFormula(pair)),
    },
    {
      label: 'R²',
      value: formatNumber(pair.r_squared, 4),
      note: 'static fit, all bars',
      why: about(
        'R²',
        'The share of the variance that one static hedge explains. High even between series that only share a trend.',
        'R² = 1 − Σe² / Σ(y − mean(y))²',
        observations,
      ),
    },
    {
      label: 'Half-life',
      value: pair.half_life === null ? '–' : `${formatNumber(pair.half_life, 1)} bars`,
      note: halfLifeWords(pair.half_life, pair.interval),
      why: about(
        'Half-life',
        'After how many bars half of a deviation is gone, if the spread reverts as it did so far.',
        'Δs = a + b·s₋₁ ; half-life = −ln 2 / ln(1 + b)',
        observations,
      ),
    },
    {
      label: 'Correlation',
      value: formatNumber(pair.series.correlation.at(-1), 3),
      note: `over ${window} bars`,
      why: about(
        'Rolling correlation',
        pair.log ? 'Of log prices, not of returns.' : 'Of prices, not of returns.',
        'cov(y, x) / (std(y)·std(x)), over the window',
        window,
      ),
    },
    {
      label: 'Bars',
      value: formatInteger(observations),
      note: droppedWords(pair),
      why: about(
        'Bars',
        'Settled bars at the moments that both sides have. A bar that only one side has is dropped, never filled.',
        'N = |times(y) ∩ times(x)|',
        observations,
      ),
    },
  ];
}

function hedgeFormula({ log, intercept, method }: Analytics): string {
  const [y, x] = log ? ['ln y', 'ln x'] : ['y', 'x'];
  const model = intercept ? `${y} = α + β·${x} + s` : `${y} = β·${x} + s`;
  return method === 'kalman' ? `${model} ; α, β follow a random walk` : `${model} ; least squares`;
}

/** How many bars of each side had no partner. */
export function droppedWords({ y, x, dropped }: Pick<Analytics, 'y' | 'x' | 'dropped'>): string {
  if (dropped.y === 0 && dropped.x === 0) return 'none dropped';
  const parts = [
    dropped.y > 0 && `${formatInteger(dropped.y)} of ${y}`,
    dropped.x > 0 && `${formatInteger(dropped.x)} of ${x}`,
  ];
  return `dropped: ${parts.filter(Boolean).join(', ')}`;
}
