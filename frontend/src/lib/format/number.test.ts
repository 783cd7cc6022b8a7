import { describe, expect, it } from 'vitest';
import {
  directionOf,
  formatBasisPoints,
  formatChange,
  formatCoefficient,
  formatCompact,
  formatInteger,
  formatLevel,
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
    expect(formatBasisPoints(-0.0014289)).toBe('−14.29 bp');
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

  it('give small prices four significant digits', () => {
    expect(priceDigits(59_000)).toBe(2);
    expect(priceDigits(0.5)).toBe(4);
    expect(priceDigits(0.0005)).toBe(7);
    expect(formatPrice(0.1234)).toBe('0.1234');
    expect(formatPrice(1.49e-8)).toBe('0.00000001490');
    expect(formatPrice(-1.49e-8)).toBe('−0.00000001490');
    expect(formatPrice(1.0852)).toBe('1.085');
    expect(formatPrice(0)).toBe('0.00');
    expect(formatPrice(0.99996)).toBe('1.000');
    expect(formatPrice(628_400)).toBe('628,400.00');
    expect(formatPrice(1.49e-8, 13)).toBe('0.0000000149000');
    expect(formatPrice(undefined)).toBe('–');
  });

  it('write a price of any size so that it reads back within half of its fourth digit', () => {
    let seed = 20_240_611;
    const next = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let at = 0; at < 2_000; at++) {
      const sign = at % 2 === 0 ? 1 : -1;
      const price = sign * 10 ** (next() * 24 - 14);
      const text = formatPrice(price);
      const read = Number(text.replaceAll(',', '').replace('−', '-'));
      expect(Math.abs(read / price - 1), text).toBeLessThanOrEqual(0.000501);
      expect(text.startsWith('−')).toBe(price < 0);
      expect(text).toMatch(/^−?[\d,]+\.\d{2,}$/);
    }
  });

  it('do not round a level that somebody chose', () => {
    expect(formatLevel(1.08524)).toBe('1.08524');
    expect(formatLevel(200)).toBe('200.00');
    expect(formatLevel(171.725)).toBe('171.725');
    expect(formatLevel(1.49e-8)).toBe('0.00000001490');
    expect(formatLevel(null)).toBe('–');
  });

  it('keep small coefficients from reading as nought', () => {
    expect(formatCoefficient(1.23456)).toBe('1.2346');
    expect(formatCoefficient(-0.00001234)).toBe('−0.0000123');
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
