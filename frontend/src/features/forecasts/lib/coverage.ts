import { formatInteger, formatPercent, isPresent, type Maybe } from '@/lib/format/number';

export type CoverageLine = { nominal: number; measured: number | null; off: boolean };

/** Points of coverage beyond which an interval is called off its nominal level. */
const TOLERANCE = 0.02;

/** Nominal and measured coverage, narrowest interval first. */
export function coverageLines(coverage: Record<string, Maybe>): CoverageLine[] {
  return ['80', '90', '95'].map((key) => {
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
export function intervalWords(coverage: Record<string, Maybe>): string {
  const measured = coverage['90'];
  if (!isPresent(measured)) return 'The 90 % range has not been tested yet.';
  const close = Math.abs(measured - 0.9) <= TOLERANCE;
  const share = `${formatPercent(measured, 1)} of tested outcomes fell inside the 90 % range`;
  return close ? `${share}: about 9 in 10, as it should be.` : `${share}; it should be 90 %.`;
}

export function observationsWords(observations: Maybe): string {
  return isPresent(observations) && observations > 0
    ? `${formatInteger(observations)} forecasts tested out of sample`
    : 'not tested yet';
}
