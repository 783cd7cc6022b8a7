import { describe, expect, it } from 'vitest';
import { thin } from './series';

const points = (values: (number | null)[]) =>
  values.map((value, day) => ({ timestamp: `2020-01-${day + 1}`, value }));

describe('thin', () => {
  it('leaves short series alone', () => {
    expect(thin(points([1, 2, 3]), 3)).toHaveLength(3);
  });

  it('keeps the deepest point of every stretch', () => {
    const kept = thin(points([0, 0.5, 0.1, null, 0.2, 0.9]), 3);
    expect(kept.map((point) => point.value)).toEqual([0.5, 0.1, 0.9]);
  });
});
