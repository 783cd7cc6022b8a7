import {
  formatCoefficient,
  formatInteger,
  formatNumber,
  formatProbability,
} from '@/lib/format/number';
import type { Adf, Analytics, Signal } from '../api/types';

export const methodLabels: Record<Analytics['method'], string> = {
  rolling_ols: 'Rolling OLS',
  kalman: 'Kalman filter',
  ols: 'Static OLS',
};

export const signalLabels: Record<Signal, string> = {
  LONG_SPREAD: 'Long the spread',
  SHORT_SPREAD: 'Short the spread',
  FLAT: 'No position',
};

export const signalArrows: Record<Signal, string> = {
  LONG_SPREAD: '▲',
  SHORT_SPREAD: '▼',
  FLAT: '',
};

type Pair = Pick<
  Analytics,
  'y' | 'x' | 'beta' | 'log' | 'z_score' | 'threshold' | 'signal' | 'missing' | 'needed'
>;

const hedge = ({ x, beta, log }: Pair): string => {
  const size = formatCoefficient(beta === null ? null : Math.abs(beta), 3);
  return log ? `${size} of its value in ${x}` : `${size} ${x} for each unit`;
};

/** What the signal asks for, and why. */
export function signalSentence(pair: Pair): string {
  const { y, beta, z_score: z, threshold, signal, missing, needed } = pair;
  if (missing > 0)
    return `No signal yet: ${formatInteger(missing)} of ${formatInteger(needed)} common bars are still missing.`;
  if (z === null || beta === null) return 'The spread does not vary, so it has no z-score.';
  const at = formatNumber(z, 2);
  if (signal === 'FLAT')
    return `z is ${at}, inside ±${formatNumber(threshold, 2)}: the spread is where it usually is.`;
  const low = signal === 'LONG_SPREAD';
  const [first, second] = low ? ['buy', 'sell'] : ['sell', 'buy'];
  const other = beta < 0 ? first : second;
  return `z is ${at}: the spread is ${low ? 'low' : 'high'}. If it reverts, ${first} ${y} and ${other} ${hedge(pair)}.`;
}

const percent = (level: number): string => `${formatNumber(level * 100, 0)}%`;

/** Whether the pair is cointegrated, by the test that is made for it. */
export function adfVerdict({ engle_granger: test, stationary, level, ...adf }: Adf): string {
  const p = formatProbability(test.p_value);
  if (adf.state === 'already_stationary')
    return `${stationaryLegs(adf)} already stationary, so the test says nothing about the pair.`;
  return stationary
    ? `Cointegrated at ${percent(level)}: Engle–Granger p is ${p}.`
    : `Not shown to be cointegrated: Engle–Granger p is ${p}, above ${percent(level)}.`;
}

type Legs = Pick<Adf, 'y' | 'x' | 'legs'>;

const stationaryLegs = ({ y, x, legs }: Legs): string => {
  const names = [legs.y.stationary && y, legs.x.stationary && x].filter(Boolean);
  return names.length === 2 ? `${names.join(' and ')} are` : `${names[0]} is`;
};

/** The tests of the two sides alone, which come before the test of their spread. */
export function legWords({ y, x, legs, level }: Legs & Pick<Adf, 'level'>): string {
  const leg = (name: string, { p_value, stationary }: Legs['legs']['y']): string =>
    `${name} ${stationary ? 'is stationary already' : 'may have a unit root'} (p ${formatProbability(p_value)})`;
  return `Each side alone, at ${percent(level)}: ${leg(y, legs.y)}, ${leg(x, legs.x)}. Cointegration needs a unit root in both.`;
}

/** Both directions of the test, and which of them decides. */
export function directionWords(adf: Adf): string {
  const { y, x, engle_granger: test, reverse_engle_granger: reverse } = adf;
  return `Engle–Granger p of ${y} on ${x} is ${formatProbability(test.p_value)}, of ${x} on ${y} ${formatProbability(reverse.p_value)}. The direction that you asked for, ${y} on ${x}, decides.`;
}

/** What plain ADF would have said, and why that is no answer. */
export function adfWarning({ p_value: plain, engle_granger: test, level }: Adf): string {
  const why =
    'It takes the hedge as known. The hedge was chosen to make the spread look stationary, so its p is too small.';
  return plain < level && test.p_value >= level
    ? `Plain ADF (p ${formatProbability(plain)}) would say yes here, wrongly. ${why}`
    : `Plain ADF (p ${formatProbability(plain)}) does not answer this question. ${why}`;
}

const seconds: Record<string, number> = { '1s': 1, '1m': 60, '5m': 300, '15m': 900, '1h': 3600 };

/** Half a reversion in clock time; days for daily bars, which count sessions. */
export function halfLifeWords(bars: number | null, interval: string): string {
  if (bars === null) return 'does not revert';
  const size = seconds[interval];
  if (size === undefined) return `${formatNumber(bars, 1)} sessions`;
  const minutes = (bars * size) / 60;
  if (minutes < 2) return `about ${formatNumber(bars * size, 0)} s`;
  return minutes < 120
    ? `about ${formatNumber(minutes, 0)} min`
    : `about ${formatNumber(minutes / 60, 1)} h`;
}
