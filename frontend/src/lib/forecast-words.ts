/** The words that every screen uses for a forecast's direction and skill. */
import type { Prediction, Skill } from './api/prediction-types';

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
