import { formatChange } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import type { Stress } from '../api/types';

export type StressLine = { name: string; note?: string | undefined; loss: number };

const spanOf = ({ start, end }: Stress): string | undefined =>
  start && end ? `${formatDate(start)} to ${formatDate(end)}` : undefined;

/** A scenario as a line; a move of the market is named by its size. */
export function stressLine(stress: Stress): StressLine {
  const move = stress.market_return;
  const name = move === null ? stress.name : `Market ${formatChange(move, 0)}`;
  return { name, note: spanOf(stress), loss: stress.loss };
}
