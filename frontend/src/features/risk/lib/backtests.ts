import { formatInteger, formatNumber, formatPercent, formatProbability } from '@/lib/format/number';
import type { BacktestScore, Light, MethodBacktest } from '../api/types';

export const lightTone = { green: 'ok', yellow: 'warn', red: 'bad' } as const;

/** Statistical significance below which a test refuses a method. */
const SIGNIFICANT = 0.05;

/** Whether the number of violations, and their independence, fit the promise. */
export function passes(backtest: BacktestScore): boolean {
  const independent =
    backtest.independence_p_value === null || backtest.independence_p_value > SIGNIFICANT;
  return backtest.kupiec_p_value > SIGNIFICANT && independent && backtest.light !== 'red';
}

/** The backtest of a method among those of all methods, or null where it was not tried. */
export const backtestOf = (
  methods: readonly MethodBacktest[],
  method: string,
): MethodBacktest | null => methods.find((one) => one.method === method) ?? null;

/** `2018 to 2022`: the years that a backtest covers. */
export const backtestYears = ({ start, end }: Pick<BacktestScore, 'start' | 'end'>): string =>
  `${start.slice(0, 4)} to ${end.slice(0, 4)}`;

/** What the badge says on hover: the tests in one sentence. */
export function backtestSentence(backtest: BacktestScore): string {
  const seen = `${formatInteger(backtest.violations)} losses beyond it in ${formatInteger(backtest.observations)} days, ${formatNumber(backtest.expected, 0)} expected`;
  const tests = `Kupiec p ${formatProbability(backtest.kupiec_p_value)}, Christoffersen p ${formatProbability(backtest.independence_p_value)}`;
  return `${seen}; ${tests}.`;
}

export const badgeText = (backtest: BacktestScore): string =>
  passes(backtest) ? 'passed its backtest,' : 'failed its backtest,';

/** Every year that any method was tested in, oldest first. */
export function yearsOf(methods: readonly MethodBacktest[]): number[] {
  const years = new Set(methods.flatMap((method) => method.years.map((year) => year.year)));
  return [...years].sort((a, b) => a - b);
}

export type YearCell = { year: number; light: Light | null; text: string };

/** One cell for each year, empty where the method was not tested. */
export function yearCells(method: MethodBacktest, years: readonly number[]): YearCell[] {
  const byYear = new Map(method.years.map((year) => [year.year, year]));
  return years.map((year) => {
    const backtest = byYear.get(year);
    if (!backtest) return { year, light: null, text: `${year}: not tested` };
    const rate = formatPercent(backtest.violations / backtest.observations, 1);
    return {
      year,
      light: backtest.light,
      text: `${year}: ${backtest.violations} of ${backtest.observations} days (${rate}), ${backtest.light}`,
    };
  });
}
