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

/** The same view without any settings of the form: those of the run that is opened come in. */
export const noSettings = Object.fromEntries(
  Object.keys(optimiseView).map((key) => [key, '']),
) as OptimiseView;

export const hasSettings = ({ run: _run, job: _job, ...settings }: OptimiseView): boolean =>
  Object.values(settings).some((value) => value !== '');

export type OptimiseView = Record<keyof typeof optimiseView, string>;
