import { expect, it } from 'vitest';
import { faceOf } from './replay-badge';
import { speedsWith, stateWords } from './replay-panel';
import type { MarketClock } from './use-clock';

const clock: MarketClock = {
  mode: 'replay',
  now: '2022-01-03T21:00:00Z',
  playing: true,
  session: '2022-01-03',
  seconds_per_session: 60,
  start: '2021-12-28',
  end: '2022-12-28',
  ended: false,
  waits_for: null,
};

it('says what the market does', () => {
  expect(stateWords(clock)).toBe('The next session is on its way.');
  expect(stateWords({ ...clock, playing: false })).toBe('The market stands still.');
  expect(stateWords({ ...clock, waits_for: 'Issue forecasts' })).toContain('Issue forecasts');
  expect(stateWords({ ...clock, ended: true })).toContain('was the last session');
});

it('names the date and whether it moves', () => {
  expect(faceOf(clock)).toMatch(/2022, playing$/);
  expect(faceOf({ ...clock, playing: false })).toMatch(/paused$/);
  expect(faceOf({ ...clock, ended: true })).toMatch(/ended$/);
});

it('offers a speed that was set by other means', () => {
  expect(speedsWith(60)).toHaveLength(4);
  expect(speedsWith(7).at(-1)).toEqual({ value: '7', label: 'A session every 7 seconds' });
});
