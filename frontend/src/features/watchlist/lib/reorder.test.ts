import { describe, expect, it } from 'vitest';
import { moveItem } from './reorder';

describe('moving an item', () => {
  it('shifts it and stops at the ends', () => {
    expect(moveItem(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(moveItem(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(moveItem(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
    expect(moveItem(['a'], 'x', 1)).toEqual(['a']);
  });
});
