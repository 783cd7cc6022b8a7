import { describe, expect, it } from 'vitest';
import { spanOf } from './use-window';

describe('rows in sight', () => {
  it('are those of the viewport and a few beyond each edge', () => {
    expect(spanOf(0, 100, 10, 1000, 2)).toEqual({ first: 0, end: 12 });
    expect(spanOf(500, 100, 10, 1000, 2)).toEqual({ first: 48, end: 62 });
    expect(spanOf(9_900, 100, 10, 1000, 2)).toEqual({ first: 988, end: 1000 });
  });

  it('stay inside a list that became shorter', () => {
    expect(spanOf(5_000, 100, 10, 3, 2)).toEqual({ first: 2, end: 3 });
    expect(spanOf(0, 100, 10, 0, 2)).toEqual({ first: 0, end: 0 });
  });
});
