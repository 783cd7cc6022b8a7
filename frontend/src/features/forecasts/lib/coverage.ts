import { formatInteger, formatPercent, isPresent } from '@/lib/format/number';
import type { Coverage, CoverageDetail } from '../api/types';

export type CoverageLine = { nominal: number; measured: number | null; off: boolean };

/** Distance of measured from nominal coverage beyond which an interval is called off. */
const TOLERANCE = 0.02;

/** Nominal and measured coverage, narrowest interval first. */
export function coverageLines(coverage: Coverage): CoverageLine[] {
  return (['80', '90', '95'] as const).map((key) => {
    const nominal = Number(key) / 100;
    const value = coverage[key];
    const measured = isPresent(value) ? value : null;
    return {
      nominal,
      measured,
      off: measured !== null && Math.abs(measured - nominal) > TOLERANCE,
    };
  });
}

/** "9 in 10" is said only when the measured coverage says so; else the measured share. */
export function intervalWords(coverage: Coverage): string {
  const measured = coverage['90'];
  if (!isPresent(measured)) return 'The ranges have not been tested on this symbol yet.';
  const close = Math.abs(measured - 0.9) <= TOLERANCE;
  const share = `${formatPercent(measured, 1)} of tested outcomes fell inside the 90% range`;
  return close ? `${share}: about 9 in 10, as it should be.` : `${share}; it should be 90%.`;
}

export const testedWords = ({ observations }: Coverage): string =>
  observations > 0
    ? `${formatInteger(observations)} ranges tested against what came out`
    : 'not tested yet';

export type GroupRow = { group: string; coverage: number | null; observations: number | null };

/** Coverage of the 95 % range where averages hide it: by volatility, in the worst days, by year. */
export function hardTimes(detail: CoverageDetail): GroupRow[] {
  return [
    { group: 'Worst 60 days', coverage: detail.worst_60_days, observations: null },
    ...detail.by_volatility.map((row) => ({ ...row, group: `${sentence(row.group)} volatility` })),
    ...[...detail.by_year].reverse(),
  ];
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
