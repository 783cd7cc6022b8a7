import type { Explanation } from '../api/types';

const SHOWN = 10;
/** Of the prediction's own size: beyond it the parts do not explain the forecast. */
const TOLERANCE = 1e-2;

export type Bar = { title: string; value: number | null; contribution: number };

/** The strongest contributions first; the rest summed into one honest bar. */
export function barsOf({ features }: Explanation, shown = SHOWN): Bar[] {
  const sorted = [...features].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const rest = sorted.slice(shown);
  if (rest.length === 0) return sorted;
  const contribution = rest.reduce((sum, feature) => sum + feature.contribution, 0);
  return [
    ...sorted.slice(0, shown),
    { title: `${rest.length} other features`, value: null, contribution },
  ];
}

/** Base value plus contributions must equal the prediction; what is left over, and whether it is small. */
export function additivity({ base_value, prediction, features }: Explanation): {
  gap: number;
  holds: boolean;
} {
  const sum = features.reduce((total, feature) => total + feature.contribution, base_value);
  const gap = prediction - sum;
  const scale = Math.max(Math.abs(prediction), Math.abs(base_value), 1e-9);
  return { gap, holds: Math.abs(gap) <= TOLERANCE * scale };
}

/** Digits that keep the strongest contribution readable, in percentage points. */
export function contributionDigits(bars: readonly Bar[]): number {
  const reach = Math.max(...bars.map((bar) => Math.abs(bar.contribution)), 1e-9);
  return reach < 5e-4 ? 3 : 2;
}
