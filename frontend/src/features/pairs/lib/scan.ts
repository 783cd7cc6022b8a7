/** What a scan says about a pair, and about the pairs that it could not test. */
import { formatInteger, formatPercent, formatProbability } from '@/lib/format/number';
import type { Scan, ScannedPair } from '../api/types';

/** The outcome of a pair's test, or why there was none. */
export function scanVerdict({
  state,
  discovery,
}: Pick<ScannedPair, 'state' | 'discovery'>): string {
  if (state === 'already_stationary') return 'already stationary';
  if (state === 'does_not_vary') return 'does not vary';
  return discovery ? 'discovery' : 'no evidence';
}

/** Which symbols kept pairs out of the test. */
export function notTestedWords({ legs, level, not_tested }: Scan): string {
  const stationary = legs
    .filter((leg) => leg.state === 'already_stationary')
    .map((leg) => `${leg.symbol} (p ${formatProbability(leg.p_value)})`);
  const flat = legs.filter((leg) => leg.state === 'does_not_vary').map((leg) => leg.symbol);
  const reasons = [
    stationary.length > 0 &&
      `already stationary at ${formatPercent(level, 0)}: ${stationary.join(', ')}`,
    flat.length > 0 && `does not vary: ${flat.join(', ')}`,
  ].filter(Boolean);
  const why = reasons.length > 0 ? ` ${sentence(reasons.join('; '))}` : '';
  return `${formatInteger(not_tested)} more pairs were not tested, because cointegration is a relation of two series with a unit root whose spread varies.${why}`;
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
