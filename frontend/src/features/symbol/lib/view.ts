import { type StudyId, studyIds } from '@/charts/price/studies';
import { list, oneOf, text } from '@/lib/url-state';

/** What the address says about the chart. */
export const viewShape = {
  range: text(''),
  interval: text(''),
  scale: oneOf(['linear', 'log', 'percent'], 'linear'),
  studies: list(['sma50', 'volatility']),
  compare: list([]),
};

export const asStudies = (ids: readonly string[]): StudyId[] =>
  studyIds.filter((id) => ids.includes(id));

/** The least and the most of compared lines: more cannot be told apart. */
export const MOST_COMPARED = 4;
