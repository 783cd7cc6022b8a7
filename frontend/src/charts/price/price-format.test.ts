import { describe, expect, it } from 'vitest';
import { precisionOf, priceFormatOf } from './price-format';

const labels = (prices: number[], shown: number[]) =>
  shown.map(priceFormatOf(precisionOf(prices)).formatter);

describe('the axis of prices', () => {
  it('distinguishes a coin of 1.49e-8 from its neighbours', () => {
    const { digits, step } = precisionOf([1.41e-8, 1.52e-8, 1.49e-8]);
    expect(digits).toBe(11);
    expect(step).toBeCloseTo(1e-11, 20);
    expect(labels([1.41e-8, 1.49e-8], [1.4e-8, 1.45e-8, 0])).toEqual([
      '0.00000001400',
      '0.00000001450',
      '0.00000000000',
    ]);
  });

  it('gives cents to a share and pips to a currency that hardly moves', () => {
    expect(precisionOf([170.2, 190.1, 171.7]).digits).toBe(2);
    expect(precisionOf([1.0852, 1.0854, 1.0853]).digits).toBe(5);
    expect(labels([59_000, 61_250.5], [60_000])).toEqual(['60,000.00']);
  });

  it('keeps the early prices of what rose a million times readable', () => {
    const prices = [0.000001234, 0.5, 1.5, 12.5];
    expect(precisionOf(prices).step).toBeCloseTo(1e-9, 15);
    expect(labels(prices, [0.000002, 10])).toEqual(['0.000002000', '10.00']);
  });

  it('writes a rounding error of the axis as nought, and negative prices with a true minus', () => {
    expect(labels([-37.63, 10], [3e-17, -37.63])).toEqual(['0.00', '−37.63']);
  });

  it('has an answer for no price and for one that stands still', () => {
    expect(precisionOf([])).toEqual({ digits: 2, step: 0.01 });
    expect(precisionOf([5, 5, 5]).digits).toBe(3);
  });
});
