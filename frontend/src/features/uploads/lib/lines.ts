/** What became of each line of a file, in words whose numbers add up to its lines. */
import { formatInteger } from '@/lib/format/number';
import type { Result } from '../api/uploads';

export type LineCounts = Pick<
  Result,
  | 'lines'
  | 'accepted'
  | 'warnings_total'
  | 'rejected_total'
  | 'header_lines'
  | 'blank_lines'
  | 'continued_lines'
>;

const kinds: readonly [Exclude<keyof LineCounts, 'lines'>, string][] = [
  ['accepted', 'accepted'],
  ['warnings_total', 'with a warning'],
  ['rejected_total', 'rejected'],
  ['header_lines', 'header'],
  ['blank_lines', 'blank'],
  ['continued_lines', 'continued from the line before'],
];

/** "13 lines in the file: 11 accepted, 1 rejected, 1 header." Kinds without a line are left out. */
export function linesSentence(counts: LineCounts): string {
  const parts = kinds
    .filter(([kind]) => counts[kind] > 0)
    .map(([kind, words]) => `${formatInteger(counts[kind])} ${words}`);
  const lines = counts.lines === 1 ? '1 line' : `${formatInteger(counts.lines)} lines`;
  return `${lines} in the file: ${parts.join(', ')}.`;
}
