import { describe, expect, it } from 'vitest';
import { formatAge, formatDate, formatDateTime, formatDuration, formatTime } from './time';

describe('times', () => {
  it('are shown in UTC and say so', () => {
    expect(formatDate('2022-12-28T23:30:00Z')).toBe('28 Dec 2022');
    expect(formatTime('2022-12-28T23:30:05Z')).toBe('23:30 UTC');
    expect(formatDateTime('2022-12-28T23:30:05Z', true)).toBe('28 Dec 2022, 23:30:05 UTC');
  });

  it('are an en dash when missing or unreadable', () => {
    expect(formatDate(null)).toBe('–');
    expect(formatDate('yesterday')).toBe('–');
  });
});

describe('durations', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [95, '1 min 35 s'],
    [120, '2 min'],
    [3_900, '1 h 5 min'],
    [90_000, '1 d 1 h'],
  ])('%d seconds read "%s"', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
});

describe('ages', () => {
  const now = Date.UTC(2026, 0, 10);
  it.each([
    [2, 'now'],
    [40, '40 s ago'],
    [300, '5 min ago'],
    [7_200, '2 h ago'],
    [3 * 86_400, '3 d ago'],
    [90 * 86_400, '12 Oct 2025'],
  ])('%d seconds ago reads "%s"', (seconds, words) => {
    expect(formatAge(now - seconds * 1000, now)).toBe(words);
  });
});
