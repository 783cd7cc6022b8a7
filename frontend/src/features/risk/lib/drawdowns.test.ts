import { describe, expect, it } from 'vitest';
import { deepestFalls } from './drawdowns';

const points = (values: (number | null)[]) =>
  values.map((value, day) => ({
    timestamp: `2020-01-${String(day + 1).padStart(2, '0')}T00:00:00Z`,
    value,
  }));

describe('deepestFalls', () => {
  it('finds peak, floor and end of each fall, the deepest first', () => {
    const falls = deepestFalls(points([0, 0.1, 0, 0.05, 0.3, 0.2, 0]));
    expect(falls).toEqual([
      {
        start: '2020-01-03T00:00:00Z',
        floor: '2020-01-05T00:00:00Z',
        end: '2020-01-07T00:00:00Z',
        depth: 0.3,
        days: 4,
      },
      {
        start: '2020-01-01T00:00:00Z',
        floor: '2020-01-02T00:00:00Z',
        end: '2020-01-03T00:00:00Z',
        depth: 0.1,
        days: 2,
      },
    ]);
  });

  it('leaves a fall open that was not recovered', () => {
    expect(deepestFalls(points([0, 0.1, null, 0.2]))[0]).toMatchObject({ end: null, days: 3 });
  });

  it('counts a fall in the first period', () => {
    expect(deepestFalls(points([0.1, 0]))[0]).toMatchObject({ depth: 0.1, days: 1 });
  });

  it('is empty for a series that only rose', () => {
    expect(deepestFalls(points([0, 0, 0]))).toEqual([]);
    expect(deepestFalls([])).toEqual([]);
  });
});
