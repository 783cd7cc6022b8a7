import { text } from '@/lib/url-state';

/** The address of the screen: the form (read by form-url) and the run that is shown. */
export const optimiseView = {
  symbols: text(''),
  objective: text(''),
  target: text(''),
  period: text(''),
  returns: text(''),
  covariance: text(''),
  rf: text(''),
  min: text(''),
  max: text(''),
  groups: text(''),
  capital: text(''),
  shares: text(''),
  currency: text(''),
  run: text(''),
  job: text(''),
};

export type OptimiseView = Record<keyof typeof optimiseView, string>;
