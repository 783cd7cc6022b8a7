import { number, oneOf, type StateOf, text } from '@/lib/url-state';

export const shownStates = ['open', 'repaired', 'dismissed', 'closed', 'all'] as const;

/** What the screen shows: which findings, of which symbol, one in full, which check is followed. */
export const healthView = {
  show: oneOf(shownStates, 'open'),
  finding: number(0),
  check: text(''),
  symbol: text(''),
};

export type HealthView = StateOf<typeof healthView>;
export type HealthChange = (change: Partial<HealthView>) => void;
