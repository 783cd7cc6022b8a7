import { describe, expect, it } from 'vitest';
import {
  directionOf,
  formatChange,
  formatCompact,
  formatInteger,
  formatNumber,
  formatPercent,
  formatPoints,
  formatPrice,
  formatProbability,
  formatSigned,
  priceDigits,
} from './number';

describe('numbers on the screen', () => {
  it('use a true minus and no plus unless asked', () => {
    expect(formatNumber(-1234.5)).toBe('−1,234.50');
    expect(formatNumber(3)).toBe('3.00');
    expect(formatSigned(3)).toBe('+3.00');
    expect(formatSigned(-3)).toBe('−3.00');
  });

  it('show an en dash for what is missing', () => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(formatNumber(value)).toBe('–');
      expect(formatPercent(value)).toBe('–');
      expect(formatProbability(value)).toBe('–');
    }
  });

  it('turn fractions into per cent and points', () => {
    expect(formatPercent(0.12345)).toBe('12.35%');
    expect(formatChange(0.0012)).toBe('+0.12%');
    expect(formatChange(-0.0012)).toBe('−0.12%');
    expect(formatPoints(0.012)).toBe('+1.20 pp');
  });

  it('never show a signed zero', () => {
    expect(formatChange(-0.00001)).toBe('0.00%');
    expect(formatSigned(0.001)).toBe('0.00');
  });

  it('keep counts and large numbers readable', () => {
    expect(formatInteger(12345.6)).toBe('12,346');
    expect(formatCompact(1_640_000)).toBe('1.64M');
    expect(formatCompact(-2_500)).toBe('−2.5K');
  });

  it('give small prices more digits', () => {
    expect(priceDigits(59_000)).toBe(2);
    expect(priceDigits(0.5)).toBe(4);
    expect(priceDigits(0.0005)).toBe(6);
    expect(formatPrice(0.1234)).toBe('0.1234');
  });

  it('never print a p-value as zero', () => {
    expect(formatProbability(0.0000001)).toBe('<0.001');
    expect(formatProbability(0.0421)).toBe('0.042');
  });
});

describe('direction', () => {
  it('is taken from the rounded value', () => {
    expect(directionOf(0.004)).toBe('flat');
    expect(directionOf(0.006)).toBe('up');
    expect(directionOf(-0.006)).toBe('down');
    expect(directionOf(-0.004)).toBe('flat');
    expect(directionOf(null)).toBe('flat');
  });
});
