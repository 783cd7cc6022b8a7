import { paths, symbolPath } from '@/config/paths';

export type TourStep = {
  title: string;
  words: string;
  /** Where the figure is, as an address of the application. */
  to: string;
  /** Which element of that screen it is. */
  target: string;
  /** Why it may not be there yet. */
  missing: string;
};

const SHOWN = 'NVDA';
const training =
  'The first models are still in training, see Data and jobs. The figure appears here once they are done.';

export const steps: readonly TourStep[] = [
  {
    title: 'A market that moves',
    words:
      'Real daily candles of NVIDIA. The replay adds a session a minute, and its date stands in the header. Between two closes prices move with simulated trades, and are labelled so.',
    to: symbolPath(SHOWN),
    target: '[data-tour="chart"]',
    missing: 'The chart is still loading its bars.',
  },
  {
    title: 'A forecast with its range',
    words:
      'What the models expect of the next sessions, with ranges from 50 to 95 per cent. It was written down before the outcome was known, and is never changed.',
    to: `${paths.forecasts}?symbol=${SHOWN}`,
    target: '[data-tour="fan"]',
    missing: training,
  },
  {
    title: 'What such forecasts were worth',
    words:
      'Every forecast is scored by the closes that followed: skill against a random walk, and how often each range held. A skill near zero is said, not hidden.',
    to: `${paths.forecasts}?symbol=${SHOWN}`,
    target: '[data-tour="record"]',
    missing: training,
  },
  {
    title: 'An alert that fired',
    words:
      'A sample rule saw its level reached. Rules watch prices, pairs, risk, forecasts and faults in the data, also while no screen is open.',
    to: paths.alerts,
    target: '[data-tour="event"]',
    missing: 'No rule has fired yet, or all events are acknowledged. It appears here by itself.',
  },
  {
    title: 'Does the risk figure hold?',
    words:
      'Each way to measure value at risk is tried on the past: did losses exceed it as often as it says? The verdict is by Kupiec, Christoffersen and the Basel traffic light.',
    to: `${paths.risk}?symbol=${SHOWN}`,
    target: '[data-tour="backtest"]',
    missing: 'The backtest is still being computed.',
  },
  {
    title: 'Why this number?',
    words:
      'Press any number, or move to it and press W: you see its formula, its inputs and what a second engine that shares no code computes.',
    to: `${paths.risk}?symbol=${SHOWN}`,
    target: '[data-tour="measures"] [data-why]',
    missing: 'The measures are still being computed.',
  },
];
