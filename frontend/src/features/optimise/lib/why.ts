/** How the figures of an optimisation name their measures. */
import type { WhyParams, WhyRef } from '@/lib/why';
import type { OptimiseResult } from '../api/types';

/** Names a measure of a kept run; `more` says which asset. */
export const runWhy = (
  { id }: Pick<OptimiseResult, 'id'>,
  measure: string,
  more: WhyParams = {},
): WhyRef => ({ measure: `portfolio.${measure}`, params: { run: id, ...more } });
