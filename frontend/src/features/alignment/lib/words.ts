import { MISSING } from '@/lib/format/number';
import type { AlignmentRow, AlignmentRun } from '../api/alignment';

/** Two significant digits with a true minus: differences span fifteen powers of ten. */
export function tiny(value: number | null): string {
  if (value === null) return MISSING;
  if (value === 0) return '0';
  return value.toExponential(1).replace('-', '−');
}

/** What a row's comparison came to. */
export function verdictOf({ passed, gap, samples }: AlignmentRow): string {
  if (samples === 0) return 'not comparable';
  if (passed) return 'agree';
  return gap ? 'a value is missing' : 'apart';
}

/** The worst case in a sentence. */
export function worstText(row: AlignmentRow): string {
  if (row.samples === 0) return 'The product gives no such value for any of the samples.';
  const where = `${row.worst}: ${significant(row.first)} by Sightline, ${significant(row.second)} by ${row.engine}`;
  return row.gap ? `${where}; one engine has a value where the other has none.` : `${where}.`;
}

const significant = (value: number | null): string =>
  value === null ? 'nothing' : String(Number(value.toPrecision(10))).replace('-', '−');

/** The history as the chart wants it, oldest first. */
export function historyOf(runs: readonly AlignmentRun[]) {
  return [...runs].reverse().map((run) => ({
    time: run.finished_at,
    score: run.score,
    nightly: run.nightly,
  }));
}
