/** The hedge in figures, each with the measure it is. */
import { formatCoefficient, formatInteger, formatNumber, formatSigned } from '@/lib/format/number';
import type { WhyRef } from '@/lib/why';
import type { Analytics } from '../api/types';
import { pairWhy } from './why';
import { halfLifeWords, methodLabels } from './words';

export type Figure = { label: string; value: string; note?: string; why: WhyRef };

/** All figures of the summary, the z-score first. */
export function figuresOf(pair: Analytics): Figure[] {
  const { window, observations, half_life: half } = pair;
  const why = (measure: string) => pairWhy(pair, measure);
  return [
    {
      label: 'z-score',
      value: formatSigned(pair.z_score),
      note: `over ${window} bars`,
      why: why('z_score'),
    },
    {
      label: 'Beta (hedge)',
      value: formatCoefficient(pair.beta),
      note: methodLabels[pair.method],
      why: why('beta'),
    },
    {
      label: 'Alpha',
      value: formatCoefficient(pair.alpha),
      note: pair.intercept ? 'intercept' : 'held at zero',
      why: why('alpha'),
    },
    {
      label: 'R²',
      value: formatNumber(pair.r_squared, 4),
      note: 'static fit, all bars',
      why: why('r_squared'),
    },
    {
      label: 'Half-life',
      value: half === null ? '–' : `${formatNumber(half, 1)} bars`,
      note: halfLifeWords(half, pair.interval),
      why: why('half_life'),
    },
    {
      label: 'Correlation',
      value: formatNumber(pair.series.correlation.at(-1), 3),
      note: `over ${window} bars`,
      why: why('correlation'),
    },
    {
      label: 'Bars',
      value: formatInteger(observations),
      note: droppedWords(pair),
      why: why('observations'),
    },
  ];
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
