import type { NewMonitor } from '../api/monitors';
import type { Monitor } from '../api/types';
import { type PairsView, pairIntervals } from './view';

/** The pair on the screen as it would be kept. */
export const monitorOf = (view: PairsView): NewMonitor => ({
  y: view.y,
  x: view.x,
  interval: view.interval,
  window: view.window,
  method: view.method,
  log: view.log,
  intercept: view.intercept,
  entry_threshold: view.threshold,
  exit_threshold: Math.min(view.exit, view.threshold / 2),
});

const settings = [
  'y',
  'x',
  'interval',
  'window',
  'method',
  'log',
  'intercept',
  'entry_threshold',
] as const;

/** Whether a kept pair is the one on the screen, with the same settings. */
export const sameMonitor = (kept: Monitor, current: NewMonitor): boolean =>
  settings.every((name) => kept[name] === current[name]);

/** What the address must say to show a kept pair. */
export function viewOfMonitor(row: Monitor): Partial<PairsView> {
  return {
    y: row.y,
    x: row.x,
    interval: pairIntervals.find((interval) => interval === row.interval) ?? '1d',
    window: row.window ?? 60,
    method: row.method ?? 'ols',
    log: row.log ?? true,
    intercept: row.intercept ?? true,
    threshold: row.entry_threshold ?? 2,
    exit: row.exit_threshold ?? 0.5,
  };
}
