import { describe, expect, it } from 'vitest';
import type { Prediction } from './api/prediction-types';
import { baseRateSample, endedAt, testedSample } from './forecast-words';

describe('a forecast of minutes', () => {
  const at = (time: string) => Date.parse(time);
  const minutes = {
    interval: '1m',
    steps: [{ target_time: '2026-01-05T10:01:00Z' }, { target_time: '2026-01-05T10:05:00Z' }],
  } as unknown as Prediction;

  it('is over with its last minute, and a daily one is not', () => {
    expect(endedAt(minutes, at('2026-01-05T10:04:59Z'))).toBeNull();
    expect(endedAt(minutes, at('2026-01-05T10:05:00Z'))).toBe('2026-01-05T10:05:00Z');
    const daily = { ...minutes, interval: '1d' } as Prediction;
    expect(endedAt(daily, at('2030-01-05T10:05:00Z'))).toBeNull();
  });
});

describe('two base rates of one symbol', () => {
  it('name the cases they count', () => {
    expect(new Set([...Object.values(baseRateSample), testedSample]).size).toBe(3);
  });
});
