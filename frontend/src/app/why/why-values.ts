import { formatMoney } from '@/lib/format/money';
import {
  formatInteger,
  formatNumber,
  formatPercent,
  formatPoints,
  formatPrice,
  MISSING,
} from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import type { components } from '@/types/generated';

type Explanation = components['schemas']['Why'];
type Unit = Explanation['unit'] | null;

const units: Record<NonNullable<Unit>, (value: number, currency: string) => string> = {
  fraction: (value) => formatPercent(value, 4),
  price: (value) => formatPrice(value),
  money: formatMoney,
  ratio: (value) => formatNumber(value, 6),
  count: (value) => (Number.isInteger(value) ? formatInteger(value) : formatNumber(value, 4)),
  points: (value) => formatPoints(value, 4),
  days: (value) => `${formatNumber(value, 1)} days`,
  bars: (value) => `${formatNumber(value, 1)} bars`,
};

const MOMENT = /^\d{4}-\d\d-\d\dT/;

/** A value in its unit; inputs carry none and are shown as they are. */
export function valueText(value: unknown, unit: Unit, currency = ''): string {
  if (value === null || value === undefined || value === '') return MISSING;
  if (typeof value === 'string') return MOMENT.test(value) ? formatDateTime(value) : value;
  if (typeof value !== 'number') return String(value);
  if (unit) return units[unit](value, currency);
  return Number.isInteger(value) ? formatInteger(value) : String(Number(value.toPrecision(8)));
}

/** Rounding alone is written as such, not as a long number. */
export function differenceText(difference: number): string {
  if (difference === 0) return '0';
  return Number(difference.toPrecision(2)).toExponential().replace('-', '−');
}
