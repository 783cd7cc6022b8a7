import type { Backoff } from '@/backend/types';

/**
 * How long the socket waits before its next try; the wait itself is partysocket's, which is given
 * these figures. Each page draws its own, so that pages do not come back at the same moment.
 */

export function socketBackoff(random: () => number): Backoff {
  return { firstMs: 500 + random() * 1000, growth: 1.5 + random() * 0.4, maxMs: 20_000 };
}

/** The wait after so many tries that failed, which the screen counts down. */
export function waitMs({ firstMs, growth, maxMs }: Backoff, retries: number): number {
  return Math.min(maxMs, firstMs * growth ** Math.max(0, retries));
}
