import { describe, expect, it } from 'vitest';
import { currencyDigits, formatMoney, formatUnitPrice } from './money';

describe('money', () => {
  it('has the digits of its currency', () => {
    expect(formatMoney(1234.5, 'USD')).toBe('$1,234.50');
    expect(formatMoney(1234.5, 'JPY')).toBe('¥1,235');
    expect(formatMoney(1234.5678, 'KWD')).toBe('KWD\u00a01,234.568');
    expect(formatMoney(-1234.5, 'GBP')).toBe('−£1,234.50');
    expect(currencyDigits('EUR')).toBe(2);
  });

  it('keeps a coin apart from its dollar', () => {
    expect(formatMoney(0.12345678, 'BTC')).toBe('BTC\u00a00.12345678');
    expect(formatMoney(1234.5, 'USDT')).toBe('1,234.50 USDT');
  });

  it('gives the price of one unit the digits that a small price needs', () => {
    expect(formatUnitPrice(1.49e-8, 'USD')).toBe('$0.00000001490');
    expect(formatUnitPrice(171.7, 'USD')).toBe('$171.70');
    expect(formatUnitPrice(2_512, 'JPY')).toBe('¥2,512');
    expect(formatUnitPrice(0.1234, 'JPY')).toBe('¥0.1234');
    expect(formatUnitPrice(undefined, 'USD')).toBe('–');
  });

  it('shows no currency where none is known, and no signed zero', () => {
    expect(formatMoney(1234.5, '')).toBe('1,234.50');
    expect(formatMoney(-0.001, 'USD')).toBe('$0.00');
    expect(formatMoney(null, 'USD')).toBe('–');
  });
});
