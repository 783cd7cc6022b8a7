import { formatPrice, isPresent } from '@/lib/format/number';
import type { LedgerEntry } from '../api/types';

type Entry = Pick<LedgerEntry, 'outcome' | 'lower_90' | 'upper_90'>;

/** What came out, and whether the 90 % range held; `inside` is null while that is not known. */
export function outcomeOf(entry: Entry): { text: string; inside: boolean | null } {
  const { outcome, lower_90: lower, upper_90: upper } = entry;
  if (!isPresent(outcome)) return { text: 'not yet', inside: null };
  const text = formatPrice(outcome);
  if (!isPresent(lower) || !isPresent(upper)) return { text, inside: null };
  return { text, inside: outcome >= lower && outcome <= upper };
}
