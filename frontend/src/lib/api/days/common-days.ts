/** Which instruments have days in common; a newest day of all says nothing about the others. */
import type { Instrument } from '../market-types';

type Span = Pick<Instrument, 'first_bar' | 'last_bar'>;

/** Prices that end so much before the others' leave out too many of their days. */
const FALLEN_BEHIND_DAYS = 31;
const DAY_MS = 86_400_000;

const days = (date: string): number => Date.parse(date) / DAY_MS;

/** The day up to which most of some instruments have prices: the middle one of their last days. */
export function commonEnd(instruments: readonly Span[]): string | null {
  const ends = instruments.flatMap(({ last_bar }) => last_bar ?? []).sort();
  // The lower of two middles: with two instruments it is the day that both of them reach.
  return ends[Math.floor((ends.length - 1) / 2)] ?? null;
}

/** Those that share most of their days, in their order: neither fallen behind nor begun since. */
export function sharingDays<Kind extends Span>(instruments: readonly Kind[]): Kind[] {
  const end = commonEnd(instruments);
  if (end === null) return [];
  return instruments.filter(
    ({ first_bar, last_bar }) =>
      last_bar !== null &&
      days(last_bar) >= days(end) - FALLEN_BEHIND_DAYS &&
      (first_bar === null || first_bar < end),
  );
}
