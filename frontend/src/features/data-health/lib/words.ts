import type { Tone } from '@/components/ui/badges';
import type { Finding, FindingState, SeriesHealth } from '@/lib/api/data-health';
import { formatInteger, formatNumber, formatPrice, MISSING } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import type { Schema } from '@/types/schema';

export type Change = Schema<'Change'>;

export const checkLabels: Record<Finding['check'], string> = {
  stale: 'Stale',
  gap: 'Gap',
  jump: 'Hundredfold jump',
  unit: 'Unit',
  ohlc_order: 'Order of prices',
  split_mismatch: 'Split mismatch',
  duplicate: 'Duplicate',
  partial_bar: 'Partial bar',
  provider_disagreement: 'Sources disagree',
  flat_line: 'Flat line',
  invalid_price: 'Impossible value',
  impossible_time: 'Impossible time',
  odd_bar: 'Odd bar',
};

export const severityLabels: Record<Finding['severity'], string> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

export const severityTones: Record<Finding['severity'], Tone> = {
  error: 'bad',
  warning: 'warn',
  info: 'info',
};

const severityRanks: Record<Finding['severity'], number> = { error: 0, warning: 1, info: 2 };

/** Sorts the worst first. */
export const severityRank = ({ severity }: Finding): number => severityRanks[severity];

export const stateLabels: Record<FindingState, string> = {
  open: 'Open',
  repaired: 'Repaired',
  dismissed: 'Dismissed',
  closed: 'No longer found',
};

/** A bar's time as its interval has it: a date for days, with the time for minutes. */
export const barTime = (timestamp: string, interval: string): string =>
  interval === '1d' ? formatDate(timestamp) : formatDateTime(timestamp);

export function spanText({ start, end, interval }: Finding): string {
  const first = barTime(start, interval);
  return start === end ? first : `${first} to ${barTime(end, interval)}`;
}

/** How many bars are missing and how that compares with what is there. */
export function coverageText({ bars, missing }: SeriesHealth): string {
  if (bars === 0) return MISSING;
  return `${formatNumber((bars / (bars + missing)) * 100, missing === 0 ? 0 : 2)}%`;
}

export type Freshness = { text: string; tone: Tone };

/** Whether a series keeps up with its market; many are not meant to. */
export function freshnessOf({ last, expected, interval }: SeriesHealth): Freshness {
  if (!last) return { text: 'no bars', tone: 'warn' };
  if (!expected)
    return interval === '1d'
      ? { text: 'fixed history', tone: 'plain' }
      : { text: 'not judged', tone: 'plain' };
  return Date.parse(last) >= Date.parse(expected)
    ? { text: 'fresh', tone: 'ok' }
    : { text: 'behind', tone: 'bad' };
}

const figure = (value: number | null): string =>
  value === null ? 'unknown' : formatPrice(value, Math.abs(value) < 10 ? 4 : 2);

/** A change as a person reads it: "1:2 split", "no bar", "not final". */
export function changeValue({ field }: Change, value: number | null): string {
  if (field === 'bar') return value === null ? 'no bar' : `close ${figure(value)}`;
  if (field === 'split') return value === null ? 'none' : ratioText(value);
  if (field === 'settled') return value === 1 ? 'closed' : 'not closed';
  if (field === 'volume') return value === null ? 'unknown' : formatInteger(value);
  return figure(value);
}

function ratioText(ratio: number): string {
  return ratio >= 1
    ? `${formatNumber(ratio, ratio % 1 === 0 ? 0 : 2)} for 1`
    : `1 for ${formatNumber(1 / ratio, 0)}`;
}
