import { formatPrice, isPresent } from '@/lib/format/number';
import type { ForecastStep, LedgerRow } from '../api/types';

/** The furthest step of an issued forecast: what the table shows of it. */
export const lastStep = ({ steps }: Pick<LedgerRow, 'steps'>): ForecastStep | null =>
  steps.at(-1) ?? null;

/** What came out, and whether the 90 % range held; `inside` is null while that is not known. */
export function outcomeOf(row: Pick<LedgerRow, 'steps' | 'outcome'>): {
  text: string;
  inside: boolean | null;
} {
  const price = row.outcome?.['price'];
  if (typeof price !== 'number' || !isPresent(price))
    return { text: 'not known yet', inside: null };
  const step = lastStep(row);
  const inside = step === null ? null : price >= step.lower_90 && price <= step.upper_90;
  return { text: formatPrice(price), inside };
}
