import {
  formatChange,
  formatInteger,
  formatPercent,
  formatPrice,
  isPresent,
} from '@/lib/format/number';
import type { Prediction } from '../api/types';

/** The last step of the fan in numbers, the same that are drawn. */
export function fanWords({ last_price, steps }: Pick<Prediction, 'last_price' | 'steps'>): string {
  const last = steps.at(-1);
  if (!last) return '';
  const change = formatChange(last.predicted_price / last_price - 1);
  const range = (lower: number, upper: number) => `${formatPrice(lower)} to ${formatPrice(upper)}`;
  return `Step ${last.step}: median ${formatPrice(last.predicted_price)} (${change}); 50% range ${range(last.lower_50, last.upper_50)}; 90% range ${range(last.lower_90, last.upper_90)}.`;
}

/** What the bands were worth so far, with the number of outcomes behind it. */
export function coverageWords({ coverage }: Pick<Prediction, 'coverage'>): string {
  const share = coverage['90'];
  if (!isPresent(share)) return 'How often the 90% range held on this symbol is not known yet.';
  return `On this symbol the 90% range held in ${formatPercent(share, 1)} of ${formatInteger(coverage.observations)} tested cases.`;
}
