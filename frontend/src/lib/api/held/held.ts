/** Which bars there are: a question that is known to be refused is not sent. */
import type { QueryClient } from '@tanstack/react-query';
import { instrumentsQuery } from '../instruments';
import type { Instrument } from '../market-types';
import { ApiError, type Problem } from '../problem';

export type Interval = Instrument['intervals'][number];

/** What a question needs: of each symbol bars of one of the intervals. */
export type Needs = { symbols: readonly string[]; intervals: readonly Interval[] };

type Held = Pick<Instrument, 'symbol' | 'intervals'>;

const RECENT_MS = 10_000;

/** Whether an instrument has bars of one of some intervals. */
export const hasBars = ({ intervals }: Held, wanted: readonly Interval[]): boolean =>
  wanted.some((interval) => intervals.includes(interval));

/** Those of the symbols that are listed and have none of the bars; what is not listed is unknown. */
export function lackingOf(listed: readonly Held[], { symbols, intervals }: Needs): string[] {
  return symbols.filter((symbol) => {
    const found = listed.filter((one) => one.symbol === symbol);
    return found.length > 0 && !found.some((one) => hasBars(one, intervals));
  });
}

const names: Partial<Record<Interval, string>> = { '1d': 'daily', '1m': 'one-minute' };

/** The refusal that the server would give, with what can be done. */
export function refusalOf(symbols: readonly string[], intervals: readonly Interval[]): Problem {
  const kinds = intervals.map((interval) => names[interval] ?? interval).join(' or ');
  const have = symbols.length === 1 ? 'has' : 'have';
  const come =
    intervals.includes('1d') || intervals.includes('1wk')
      ? 'They come from a provider or from a file of yours.'
      : 'They come with the live stream, or from a file of yours.';
  return {
    title: 'No bars yet',
    status: 0,
    code: 'insufficient_history',
    detail: `${symbols.join(' and ')} ${have} no ${kinds} bars here. ${come} Choose another symbol, or wait until they are there.`,
    retryable: true,
    symbol: symbols[0],
  };
}

/** Refuses here what the server would refuse; before that the list is asked for once more. */
export async function requireBars(client: QueryClient, needs: Needs): Promise<void> {
  if (lackingOf(await client.ensureQueryData(instrumentsQuery()), needs).length === 0) return;
  const newest = await client.fetchQuery({ ...instrumentsQuery(), staleTime: RECENT_MS });
  const lacking = lackingOf(newest, needs);
  if (lacking.length > 0) throw new ApiError(refusalOf(lacking, needs.intervals));
}
