/** How the figures of a run name their measures. */
import type { WhyParams, WhyRef } from '@/lib/why';

/** Names a measure of a run by its job; `more` says which row. */
export const pipelineWhy = (job: string, measure: string, more: WhyParams = {}): WhyRef => ({
  measure: `pipelines.${measure}`,
  params: { job, ...more },
});
