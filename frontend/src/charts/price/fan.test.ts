import { describe, expect, it } from 'vitest';
import { fanData } from './fan';

const step = (target_time: string, price: number) => ({
  target_time,
  predicted_price: price,
  lower_50: price - 1,
  upper_50: price + 1,
  lower_90: price - 3,
  upper_90: price + 3,
});

describe('the fan', () => {
  it('begins where the forecast was made, with no width', () => {
    const [anchor, first] = fanData(
      { time: '2022-12-28T21:00:00Z', price: 100 },
      [step('2022-12-29T21:00:00Z', 101)],
      true,
    );
    expect(anchor).toMatchObject({ median: 100, lower90: 100, upper90: 100 });
    expect(first).toMatchObject({ median: 101, lower50: 100, upper50: 102, lower90: 98 });
  });

  it('puts daily steps at midnight, where daily bars stand', () => {
    const [anchor] = fanData({ time: '2022-12-28T21:00:00Z', price: 100 }, [], true);
    expect(anchor?.time).toBe(Date.UTC(2022, 11, 28) / 1000);
  });

  it('keeps the minute of intraday steps', () => {
    const [, first] = fanData(
      { time: '2026-01-01T10:00:00Z', price: 100 },
      [step('2026-01-01T10:01:00Z', 100)],
      false,
    );
    expect(first?.time).toBe(Date.UTC(2026, 0, 1, 10, 1) / 1000);
  });

  it('leaves out steps that do not lie ahead', () => {
    const points = fanData(
      { time: '2022-12-28T21:00:00Z', price: 100 },
      [step('2022-12-28T21:00:00Z', 1), step('2022-12-29T21:00:00Z', 2)],
      true,
    );
    expect(points.map(({ median }) => median)).toEqual([100, 2]);
  });
});
