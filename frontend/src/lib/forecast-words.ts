/** The words that every screen uses for a forecast's direction and skill. */
import type { Prediction, Skill } from './api/prediction-types';
import { formatDateTime } from './format/time';

export const callWords: Record<Prediction['direction'], string> = {
  up: '▲ Up',
  down: '▼ Down',
  no_edge: 'No edge',
};

export const verdictWords: Record<Skill['verdict'], string> = {
  beats: 'beats random walk',
  no_edge: 'no better than random walk',
  worse: 'worse than random walk',
  unknown: 'skill not measured yet',
};

/** The same in a word, under a heading that names the random walk. */
export const verdictShort: Record<Skill['verdict'], string> = {
  beats: 'beats',
  no_edge: 'no edge',
  worse: 'worse',
  unknown: 'not measured',
};

export const verdictTone = {
  beats: 'ok',
  no_edge: 'plain',
  worse: 'bad',
  unknown: 'plain',
} as const satisfies Record<Skill['verdict'], string>;

/** When the last minute that was forecast was over, or null while there is one to come. */
export function endedAt({ interval, steps }: Prediction, now: number): string | null {
  const last = steps.at(-1)?.target_time;
  // A daily forecast reaches from the last known close to the next ones, whenever they come.
  if (interval === '1d' || last === undefined) return null;
  return Date.parse(last) <= now ? last : null;
}

/** What stands in place of a forecast that is over; never its figures. */
export const endedWords = (symbol: string, ended: string): string =>
  `The last forecast ended at ${formatDateTime(ended)}. The next is made when a minute of ${symbol} is closed.`;

/** Which cases the base rate beside P(up) counts; a score's base rate counts the tested ones alone. */
export const baseRateSample: Record<Prediction['interval'], string> = {
  '1d': 'all history',
  '1m': 'minutes so far',
};

/** The sample of every score: its base rate is the share of rises among the tested forecasts. */
export const testedSample = 'tested days';
