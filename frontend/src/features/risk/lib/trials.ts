import { formatInteger, formatNumber, formatPercent, formatProbability } from '@/lib/format/number';
import type { Light, MethodTrial, Trial } from '../api/types';

export const lightTone = { green: 'ok', yellow: 'warn', red: 'bad' } as const;

/** Statistical significance below which a test refuses a method. */
const SIGNIFICANT = 0.05;

/** Whether the number of violations, and their independence, fit the promise. */
export function passes(trial: Trial): boolean {
  const independent =
    trial.independence_p_value === null || trial.independence_p_value > SIGNIFICANT;
  return trial.kupiec_p_value > SIGNIFICANT && independent && trial.light !== 'red';
}

/** The trial of a method among those of all methods, or null where it was not tried. */
export const trialOf = (methods: readonly MethodTrial[], method: string): MethodTrial | null =>
  methods.find((one) => one.method === method) ?? null;

/** `2018 to 2022`: the years that a trial covers. */
export const trialYears = ({ start, end }: Pick<Trial, 'start' | 'end'>): string =>
  `${start.slice(0, 4)} to ${end.slice(0, 4)}`;

/** What the badge says on hover: the tests in one sentence. */
export function trialSentence(trial: Trial): string {
  const seen = `${formatInteger(trial.violations)} losses beyond it in ${formatInteger(trial.observations)} days, ${formatNumber(trial.expected, 0)} expected`;
  const tests = `Kupiec p ${formatProbability(trial.kupiec_p_value)}, Christoffersen p ${formatProbability(trial.independence_p_value)}`;
  return `${seen}; ${tests}.`;
}

export const badgeText = (trial: Trial): string =>
  passes(trial) ? 'passed its backtest,' : 'failed its backtest,';

/** Every year that any method was tested in, oldest first. */
export function yearsOf(methods: readonly MethodTrial[]): number[] {
  const years = new Set(methods.flatMap((method) => method.years.map((year) => year.year)));
  return [...years].sort((a, b) => a - b);
}

export type YearCell = { year: number; light: Light | null; text: string };

/** One cell for each year, empty where the method was not tested. */
export function yearCells(method: MethodTrial, years: readonly number[]): YearCell[] {
  const byYear = new Map(method.years.map((year) => [year.year, year]));
  return years.map((year) => {
    const trial = byYear.get(year);
    if (!trial) return { year, light: null, text: `${year}: not tested` };
    const rate = formatPercent(trial.violations / trial.observations, 1);
    return {
      year,
      light: trial.light,
      text: `${year}: ${trial.violations} of ${trial.observations} days (${rate}), ${trial.light}`,
    };
  });
}
