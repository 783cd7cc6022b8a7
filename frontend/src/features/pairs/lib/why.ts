/** How the figures of a pair name their measures. */
import type { WhyParams, WhyRef } from '@/lib/why';

type Asked = { y: string; x: string; interval: string };
type Options = { window?: number; method?: string; log?: boolean; intercept?: boolean };

/** Names a measure of a pair as it was asked for; `more` says what else the question had. */
export function pairWhy(pair: Asked & Options, measure: string, more: WhyParams = {}): WhyRef {
  const { y, x, interval, window, method, log, intercept } = pair;
  return {
    measure: `pairs.${measure}`,
    params: { y, x, interval, window, method, log, intercept, ...more },
  };
}
