import { formatPrice, isPresent } from '@/lib/format/number';
import type { ForecastStep, LedgerRow } from '../api/types';

/** The furthest step of an issued forecast: what the table shows of it. */
export const lastStep = ({ steps }: Pick<LedgerRow, 'steps'>): ForecastStep | null =>
  steps.at(-1) ?? null;

/** What came out at the furthest step, and whether the 90 % range held; null while not known. */
export function outcomeOf(row: Pick<LedgerRow, 'steps' | 'outcome'>): {
  text: string;
  inside: boolean | null;
} {
  const known = row.outcome?.steps ?? [];
  if (known.length === 0) return { text: 'not known yet', inside: null };
  const last = known.find(({ step }) => step === lastStep(row)?.step);
  if (last === undefined) return { text: 'partly known', inside: null };
  if (!isPresent(last.price)) return { text: 'no close that day', inside: null };
  return { text: formatPrice(last.price), inside: last.inside_90 };
}
